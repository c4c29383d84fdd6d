package dev.switchboard.scim.resource;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;

import tools.jackson.databind.JsonNode;

import java.util.Map;

/** Refuses what neither the database nor UTF-8 can hold. */
final class StorableText {

    private StorableText() {}

    /**
     * Refuses U+0000, which PostgreSQL stores neither as text nor in JSON, and halves of surrogate
     * pairs, which UTF-8 cannot express.
     */
    static void check(String text, String shown) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                throw new ScimException(
                        ScimError.INVALID_VALUE,
                        "Attribute '%s' contains U+0000 or half a surrogate pair, which cannot be stored."
                                .formatted(shown));
            }
        }
    }

    /** The same for all names and values within a value that no schema describes. */
    static void checkAll(JsonNode value, String shown) {
        if (value.isString()) {
            check(value.stringValue(), shown);
        } else if (value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue())) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "Attribute '%s' contains a number that is too large to keep. Send it as a string."
                            .formatted(shown));
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            check(entry.getKey(), shown);
        }
        for (JsonNode part : value) {
            checkAll(part, shown);
        }
    }
}

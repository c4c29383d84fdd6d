package dev.switchboard.scim;

import tools.jackson.databind.JsonNode;

import java.util.Map;

/**
 * Tells text that can be stored from text that cannot: PostgreSQL stores U+0000 neither as text nor
 * in JSON, and half of a surrogate pair is no character, so that UTF-8 cannot express it.
 */
public final class StorableText {

    private StorableText() {}

    /** Whether the text has neither U+0000 nor half a surrogate pair. */
    public static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Refuses what cannot be stored.
     *
     * @param shown the attribute's path, for the message
     * @throws ScimException {@code invalidValue}
     */
    public static void check(String text, String shown) {
        if (!isStorable(text)) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "Attribute '%s' contains U+0000 or half a surrogate pair, which cannot be stored. Remove it."
                            .formatted(shown));
        }
    }

    /**
     * The same for all names and texts within a value.
     *
     * @param shown the path of the value, empty for a whole body
     */
    public static void checkAll(JsonNode value, String shown) {
        if (value.isString()) {
            check(value.stringValue(), shown);
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            String name = Shown.of(entry.getKey());
            String path = shown.isEmpty() ? name : shown + "." + name;
            check(entry.getKey(), path);
            checkAll(entry.getValue(), path);
        }
        if (value.isArray()) {
            value.forEach(element -> checkAll(element, shown));
        }
    }
}

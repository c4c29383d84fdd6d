package dev.switchboard.gateway.http;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;

/**
 * Text that JSON can write with escapes and PostgreSQL cannot store: the character U+0000, and half
 * of a surrogate pair, which is no character at all.
 */
final class UnstorableText {

    private UnstorableText() {}

    /**
     * Looks at every name and text value.
     *
     * @throws ScimException {@code invalidValue}
     */
    static void refuseIn(JsonNode node) {
        if (node.isString() && !isStorable(node.stringValue())) {
            throw refusal();
        }
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                if (!isStorable(property.getKey())) {
                    throw refusal();
                }
                refuseIn(property.getValue());
            }
        } else {
            for (JsonNode element : node.values()) {
                refuseIn(element);
            }
        }
    }

    /** Whether a text has neither U+0000 nor half a surrogate pair. */
    static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static ScimException refusal() {
        return new ScimException(
                ScimError.INVALID_VALUE,
                "The body has the character \\u0000 or half of a surrogate pair in a name or value:"
                        + " remove it.");
    }
}

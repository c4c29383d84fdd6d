package dev.switchboard.scim.resource;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.Shown;
import dev.switchboard.scim.schema.Attribute;
import dev.switchboard.scim.schema.AttributeType;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Values as clients write them, made canonical by their attribute's definition. */
public final class AttributeValues {

    /**
     * The most values of one attribute, a group's members aside: each operation of a PATCH may look
     * at all of them.
     */
    public static final int MOST_VALUES = 1000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AttributeValues() {}

    /**
     * The value in canonical form, or null where it says "unassigned": null, an empty list, an
     * empty string, or an object or list of nothing but those (RFC 7643, section 2.5).
     *
     * @param shown the attribute's path, for messages
     * @throws ScimException {@code invalidValue}, naming the attribute
     */
    public static @Nullable JsonNode canonical(JsonNode value, Attribute attribute, String shown) {
        if (isUnassigned(value)) {
            return null;
        }
        return attribute.multiValued()
                ? list(value, attribute, shown)
                : single(value, attribute, shown);
    }

    /**
     * One value of a multi-valued attribute, or the value of a single-valued one.
     *
     * @throws ScimException {@code invalidValue}, naming the attribute
     */
    public static @Nullable JsonNode single(JsonNode value, Attribute attribute, String shown) {
        return isUnassigned(value)
                ? null
                : attribute.type() == AttributeType.COMPLEX
                        ? complex(value, attribute, shown)
                        : SimpleValues.canonical(value, attribute, shown);
    }

    /** Whether the value says that the attribute has none. */
    public static boolean isUnassigned(JsonNode value) {
        return value.isNull()
                || value.isMissingNode()
                || (value.isArray() && value.isEmpty())
                || (value.isString() && value.stringValue().isEmpty());
    }

    /**
     * Refuses more values than an attribute may have.
     *
     * @param before how many there were: what had more before there was a limit only must not grow
     * @throws ScimException {@code invalidValue}
     */
    public static void checkNumber(int number, int before, String shown) {
        if (number > MOST_VALUES && number > before) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "Attribute '%s' would have %d values; at most %d are allowed. Send fewer, or remove some first."
                            .formatted(shown, number, MOST_VALUES));
        }
    }

    /**
     * The same for each attribute of a resource and of its extensions.
     *
     * @param stored what there was, empty where there was nothing
     */
    public static void checkNumbers(JsonNode document, JsonNode stored) {
        for (Map.Entry<String, JsonNode> entry : document.properties()) {
            String name = entry.getKey();
            if (ResourceBody.isUrn(name)) {
                checkNumbers(entry.getValue(), stored.path(name));
            } else if (entry.getValue().isArray() && !name.equals("members")) {
                checkNumber(entry.getValue().size(), stored.path(name).size(), name);
            }
        }
    }

    static boolean isEmptyObject(JsonNode value) {
        return value.isObject() && value.isEmpty();
    }

    private static @Nullable JsonNode list(JsonNode value, Attribute attribute, String shown) {
        if (!value.isArray()) {
            // One object, or a bare value where that is accepted, stands for a list of one.
            if (value.isObject() || attribute.bareValueAccepted()) {
                return list(NODES.arrayNode().add(value), attribute, shown);
            }
            throw wrongType(shown, "a list", value);
        }
        ArrayNode canonical = NODES.arrayNode(value.size());
        Set<JsonNode> seen = new HashSet<>();
        for (JsonNode element : value) {
            JsonNode one = single(element, attribute, shown);
            if (one != null
                    && !hasNoContent(one, attribute)
                    && seen.add(identity(one, attribute))) {
                canonical.add(one);
            }
        }
        checkPrimaries(canonical, shown);
        return canonical.isEmpty() ? null : canonical;
    }

    /** A member is the same whatever else is said of it; other values must be the same in full. */
    private static JsonNode identity(JsonNode element, Attribute attribute) {
        Attribute value = attribute.subAttribute("value");
        return value != null && value.required() ? element.path("value") : element;
    }

    /**
     * Whether a value says nothing but what it would be for: Okta sends {@code
     * {"type":"work","value":""}} for an attribute without a value.
     */
    public static boolean hasNoContent(JsonNode element, Attribute attribute) {
        if (attribute.type() != AttributeType.COMPLEX) {
            return false;
        }
        for (Map.Entry<String, JsonNode> part : element.properties()) {
            if (!part.getKey().equals("type") && !part.getKey().equals("primary")) {
                return false;
            }
        }
        return true;
    }

    private static void checkPrimaries(ArrayNode values, String shown) {
        int primaries = 0;
        for (JsonNode value : values) {
            if (value.path("primary").asBoolean(false)) {
                primaries++;
            }
        }
        if (primaries > 1) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "%d values of '%s' are marked as primary; at most one can be. Correct the mapping."
                            .formatted(primaries, shown));
        }
    }

    private static @Nullable JsonNode complex(JsonNode value, Attribute attribute, String shown) {
        if (!value.isObject()) {
            Attribute bare = attribute.subAttribute("value");
            if (attribute.bareValueAccepted() && bare != null && !value.isArray()) {
                ObjectNode object = NODES.objectNode();
                object.set(bare.name(), value);
                return complex(object, attribute, shown);
            }
            throw wrongType(shown, "an object", value);
        }
        ObjectNode canonical = NODES.objectNode();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            Attribute part = attribute.subAttribute(entry.getKey());
            if (part == null || part.readOnly() || followsFromValue(attribute, part)) {
                continue;
            }
            if (canonical.has(part.name())) {
                throw givenTwice(shown + "." + part.name());
            }
            JsonNode partValue = canonical(entry.getValue(), part, shown + "." + part.name());
            if (partValue != null) {
                canonical.set(part.name(), partValue);
            }
        }
        for (Attribute part : attribute.subAttributes()) {
            if (part.required() && !canonical.has(part.name())) {
                throw new ScimException(
                        ScimError.INVALID_VALUE,
                        "Each value of '%s' must have '%s'; one has none."
                                .formatted(shown, part.name()));
            }
        }
        return canonical.isEmpty() ? null : canonical;
    }

    /** A member's URI is the server's to write; of ten thousand it would be most of the message. */
    private static boolean followsFromValue(Attribute attribute, Attribute part) {
        return part.name().equals("$ref") && attribute.name().equals("members");
    }

    static ScimException givenTwice(String shown) {
        return new ScimException(
                ScimError.INVALID_SYNTAX,
                "Attribute '%s' is given twice, in different letter case. Keep one of the two mappings."
                        .formatted(shown));
    }

    static ScimException wrongType(String shown, String expected, JsonNode value) {
        return new ScimException(
                ScimError.INVALID_VALUE,
                "Attribute '%s' must be %s, not %s.".formatted(shown, expected, kind(value)));
    }

    /** What the value is, and the value where it is short: who reads it looks for that. */
    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT, POJO -> "an object";
            case STRING -> "the string '" + Shown.of(value.stringValue()) + "'";
            case NUMBER -> "the number " + Shown.of(value.asString());
            case BOOLEAN -> "the boolean " + value.booleanValue();
            case BINARY -> "binary data";
            case NULL, MISSING -> "null";
        };
    }
}

package dev.switchboard.scim.resource;

import dev.switchboard.scim.StorableText;
import dev.switchboard.scim.schema.Attribute;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.StringNode;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Base64;

/** Canonical simple values (RFC 7643, sections 2.3.1 to 2.3.7). */
final class SimpleValues {

    private SimpleValues() {}

    static JsonNode canonical(JsonNode value, Attribute attribute, String shown) {
        return switch (attribute.type()) {
            case STRING, REFERENCE -> string(value, shown);
            case BOOLEAN -> bool(value, shown);
            case INTEGER -> integer(value, shown);
            case DECIMAL -> decimal(value, shown);
            case DATE_TIME -> dateTime(value, shown);
            case BINARY -> binary(value, shown);
            case COMPLEX -> throw new IllegalStateException("Not a simple attribute: " + attribute);
        };
    }

    private static JsonNode string(JsonNode value, String shown) {
        if (!value.isString()) {
            throw AttributeValues.wrongType(shown, "a string", value);
        }
        StorableText.check(value.stringValue(), shown);
        return value;
    }

    /** Entra writes {@code "True"} and {@code "False"}. */
    private static JsonNode bool(JsonNode value, String shown) {
        if (value.isBoolean()) {
            return value;
        }
        if (value.isString() && "true".equalsIgnoreCase(value.stringValue())) {
            return BooleanNode.TRUE;
        }
        if (value.isString() && "false".equalsIgnoreCase(value.stringValue())) {
            return BooleanNode.FALSE;
        }
        throw AttributeValues.wrongType(shown, "true or false", value);
    }

    private static JsonNode integer(JsonNode value, String shown) {
        if (!value.isIntegralNumber()) {
            throw AttributeValues.wrongType(shown, "a whole number", value);
        }
        return value;
    }

    private static JsonNode decimal(JsonNode value, String shown) {
        if (!value.isNumber()) {
            throw AttributeValues.wrongType(shown, "a number", value);
        }
        return value;
    }

    private static JsonNode dateTime(JsonNode value, String shown) {
        if (!value.isString()) {
            throw AttributeValues.wrongType(shown, "a date and time", value);
        }
        String text = value.stringValue();
        try {
            return StringNode.valueOf(OffsetDateTime.parse(text).toInstant().toString());
        } catch (DateTimeParseException withoutOffset) {
            try {
                return StringNode.valueOf(
                        LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).toString());
            } catch (DateTimeParseException noDate) {
                throw AttributeValues.wrongType(
                        shown, "a date and time such as '2026-11-23T10:00:00Z'", value);
            }
        }
    }

    private static JsonNode binary(JsonNode value, String shown) {
        if (!value.isString()) {
            throw AttributeValues.wrongType(shown, "a string in base64", value);
        }
        try {
            Base64.getDecoder().decode(value.stringValue());
        } catch (IllegalArgumentException notBase64) {
            throw AttributeValues.wrongType(shown, "in base64", value);
        }
        return value;
    }
}

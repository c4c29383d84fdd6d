package dev.switchboard.gateway.http;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What a list request asks for, from a query string or a body. Sorting is not supported, and then
 * RFC 7644, section 3.4.2.3, lets {@code sortBy} be ignored.
 *
 * @param startIndex at least 1
 * @param count at least 0, or null where none is given
 */
record SearchRequest(
        @Nullable String filter,
        int startIndex,
        @Nullable Integer count,
        @Nullable String attributes,
        @Nullable String excludedAttributes) {

    private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
    private static final BigInteger LARGEST = BigInteger.valueOf(Integer.MAX_VALUE);

    /** From a query string (RFC 7644, section 3.4.2). */
    static SearchRequest of(QueryParameters parameters) {
        String filter = parameters.get("filter");
        return new SearchRequest(
                filter == null || filter.isBlank() ? null : filter,
                startIndex(parameters.get("startIndex")),
                count(parameters.get("count")),
                parameters.get("attributes"),
                parameters.get("excludedAttributes"));
    }

    /** From a body (RFC 7644, section 3.4.3). */
    static SearchRequest of(ObjectNode body) {
        boolean known = false;
        for (JsonNode schema : body.path("schemas").values()) {
            known |= schema.isString() && schema.stringValue().equalsIgnoreCase(SCHEMA);
        }
        if (!known) {
            throw new ScimException(
                    ScimError.INVALID_SYNTAX,
                    "The body's 'schemas' must be [\"%s\"].".formatted(SCHEMA));
        }
        String filter = text(body, "filter");
        return new SearchRequest(
                filter == null || filter.isBlank() ? null : filter,
                startIndex(number(body, "startIndex")),
                count(number(body, "count")),
                names(body, "attributes"),
                names(body, "excludedAttributes"));
    }

    private static int startIndex(@Nullable String text) {
        return text == null ? 1 : Math.max(1, integer("startIndex", text));
    }

    private static @Nullable Integer count(@Nullable String text) {
        return text == null ? null : Integer.valueOf(Math.max(0, integer("count", text)));
    }

    private static int integer(String name, String text) {
        if (!text.strip().matches("[+-]?\\d{1,100}")) {
            throw invalid(name, "an integer");
        }
        BigInteger number = new BigInteger(text.strip());
        return number.min(LARGEST).max(LARGEST.negate()).intValueExact();
    }

    private static @Nullable String number(ObjectNode body, String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            throw invalid(name, "an integer");
        }
        return value.asString();
    }

    private static @Nullable String text(ObjectNode body, String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw invalid(name, "a string");
        }
        return value.stringValue();
    }

    private static @Nullable String names(ObjectNode body, String name) {
        JsonNode value = body.get(name);
        if (value == null || !value.isArray()) {
            return text(body, name);
        }
        List<String> names = new ArrayList<>();
        for (JsonNode element : value.values()) {
            if (!element.isString()) {
                throw invalid(name, "an array of strings");
            }
            names.add(element.stringValue());
        }
        return names.isEmpty() ? null : String.join(",", names);
    }

    private static ScimException invalid(String name, String kind) {
        return new ScimException(ScimError.INVALID_VALUE, "'%s' must be %s.".formatted(name, kind));
    }
}

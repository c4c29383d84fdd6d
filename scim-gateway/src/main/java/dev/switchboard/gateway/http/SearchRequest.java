package dev.switchboard.gateway.http;

import dev.switchboard.scim.MemberNames;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.Shown;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What a list request asks for, from a query string or a body.
 *
 * @param filter never blank, or null where none is given
 * @param startIndex at least 1; without meaning where there is a cursor
 * @param count at least 0, or null where none is given
 * @param sortBy an attribute, or null for the order of creation
 * @param descending the order; ascending where none is given
 * @param cursor what a page gave as {@code nextCursor}, empty for the first page, or null for pages
 *     by index (RFC 9865, section 2)
 */
record SearchRequest(
        @Nullable String filter,
        int startIndex,
        @Nullable Integer count,
        @Nullable String attributes,
        @Nullable String excludedAttributes,
        @Nullable String sortBy,
        boolean descending,
        @Nullable String cursor) {

    private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
    private static final List<String> NAMES =
            List.of(
                    "schemas",
                    "filter",
                    "startIndex",
                    "count",
                    "attributes",
                    "excludedAttributes",
                    "sortBy",
                    "sortOrder",
                    "cursor");
    private static final BigInteger LARGEST = BigInteger.valueOf(Integer.MAX_VALUE);

    /** From a query string (RFC 7644, section 3.4.2). */
    static SearchRequest of(QueryParameters parameters) {
        String cursor = parameters.get("cursor");
        return new SearchRequest(
                filter(parameters.get("filter")),
                startIndex(parameters.get("startIndex")),
                count(parameters.get("count"), cursor),
                parameters.get("attributes"),
                parameters.get("excludedAttributes"),
                notBlank(parameters.get("sortBy")),
                descending(parameters.get("sortOrder")),
                cursor);
    }

    /** From a body (RFC 7644, section 3.4.3). */
    static SearchRequest of(ObjectNode sent) {
        ObjectNode body = MemberNames.canonical(sent, NAMES);
        boolean known = false;
        for (JsonNode schema : body.path("schemas").values()) {
            known |= schema.isString() && schema.stringValue().equalsIgnoreCase(SCHEMA);
        }
        if (!known) {
            throw new ScimException(
                    ScimError.INVALID_SYNTAX,
                    "The body's 'schemas' must be [\"%s\"].".formatted(SCHEMA));
        }
        String cursor = text(body, "cursor");
        return new SearchRequest(
                filter(text(body, "filter")),
                startIndex(number(body, "startIndex", ScimError.INVALID_VALUE)),
                count(number(body, "count", ofCount(cursor)), cursor),
                names(body, "attributes"),
                names(body, "excludedAttributes"),
                notBlank(text(body, "sortBy")),
                descending(text(body, "sortOrder")),
                cursor);
    }

    /** An empty filter fits no grammar, and to answer it with everybody would ignore it. */
    private static @Nullable String filter(@Nullable String text) {
        if (text != null && text.isBlank()) {
            throw new ScimException(
                    ScimError.INVALID_FILTER,
                    "'filter' is empty. Leave it out to list all, or say what to look for, such as userName eq \"ada@example.com\".");
        }
        return text;
    }

    private static @Nullable String notBlank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static boolean descending(@Nullable String order) {
        if (order == null || order.isBlank() || order.equalsIgnoreCase("ascending")) {
            return false;
        }
        if (order.equalsIgnoreCase("descending")) {
            return true;
        }
        throw invalid(
                ScimError.INVALID_VALUE,
                "sortOrder",
                "'ascending' or 'descending', not '" + Shown.of(order) + "'");
    }

    private static int startIndex(@Nullable String text) {
        return text == null ? 1 : Math.max(1, integer("startIndex", text, ScimError.INVALID_VALUE));
    }

    private static @Nullable Integer count(@Nullable String text, @Nullable String cursor) {
        return text == null
                ? null
                : Integer.valueOf(Math.max(0, integer("count", text, ofCount(cursor))));
    }

    /** Where there is a cursor, a wrong count has an error of its own (RFC 9865, section 2.1). */
    private static ScimError ofCount(@Nullable String cursor) {
        return cursor == null ? ScimError.INVALID_VALUE : ScimError.INVALID_COUNT;
    }

    private static int integer(String name, String text, ScimError error) {
        if (!text.strip().matches("[+-]?\\d{1,100}")) {
            throw invalid(error, name, "an integer, not '" + Shown.of(text) + "'");
        }
        BigInteger number = new BigInteger(text.strip());
        return number.min(LARGEST).max(LARGEST.negate()).intValueExact();
    }

    private static @Nullable String number(ObjectNode body, String name, ScimError error) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            throw invalid(error, name, "an integer");
        }
        return value.asString();
    }

    private static @Nullable String text(ObjectNode body, String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw invalid(ScimError.INVALID_VALUE, name, "a string");
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
                throw invalid(ScimError.INVALID_VALUE, name, "an array of strings");
            }
            names.add(element.stringValue());
        }
        return names.isEmpty() ? null : String.join(",", names);
    }

    private static ScimException invalid(ScimError error, String name, String kind) {
        return new ScimException(error, "'%s' must be %s.".formatted(name, kind));
    }
}

package dev.switchboard.gateway.http;

import dev.switchboard.scim.schema.ResourceDefinition;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A query as the request log may keep it: names of parameters, the values of those that say nothing
 * about a person, and of a filter only which attributes it compares and how.
 */
final class QueryShape {

    private static final int LONGEST = 300;

    private static final Set<String> HARMLESS =
            Set.of(
                    "startIndex",
                    "count",
                    "sortBy",
                    "sortOrder",
                    "attributes",
                    "excludedAttributes");

    /** Possessive, for a group that may be taken up again costs the stack a frame each time. */
    private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"");

    private static final List<ResourceDefinition> TYPES =
            List.of(ResourceDefinition.USER, ResourceDefinition.GROUP);

    /** What stands for itself within brackets. */
    private static final Set<String> SUB_ATTRIBUTES =
            TYPES.stream()
                    .flatMap(type -> type.topLevelAttributes().stream())
                    .flatMap(attribute -> attribute.subAttributes().stream())
                    .map(part -> part.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());

    /** What stands before an operator may be an attribute; anything else may be a value. */
    private static final Pattern COMPARISON =
            Pattern.compile(
                    "([A-Za-z][\\w:.$-]{0,120})\\s+(eq|ne|co|sw|ew|gt|ge|lt|le|pr)\\b",
                    Pattern.CASE_INSENSITIVE);

    private QueryShape() {}

    /** The shape, e.g. {@code filter=userName eq …&count=100}, or null where there is no query. */
    static @Nullable String of(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return null;
        }
        StringJoiner shape = new StringJoiner("&");
        for (String part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
            if (name.equalsIgnoreCase("filter")) {
                shape.add("filter=" + ofFilter(value));
            } else if (HARMLESS.contains(name) && value.matches("[\\w:., $-]*")) {
                shape.add(name + "=" + value);
            } else {
                shape.add(name.matches("[A-Za-z]{1,40}") ? name + "=…" : "…");
            }
        }
        String all = shape.toString();
        return all.length() > LONGEST ? all.substring(0, LONGEST) + "…" : all;
    }

    /** The comparisons of a filter (RFC 7644, section 3.4.2.2) without what they compare with. */
    static String ofFilter(String filter) {
        String comparisons =
                COMPARISON
                        .matcher(LITERAL.matcher(filter).replaceAll(" "))
                        .results()
                        .filter(found -> isAttribute(found.group(1)))
                        .map(QueryShape::comparison)
                        .collect(Collectors.joining(", "));
        return comparisons.isEmpty() ? "…" : comparisons;
    }

    /** A value without its quotes may have an operator in it, as the name Marie le Blanc. */
    private static boolean isAttribute(String name) {
        return TYPES.stream().anyMatch(type -> type.find(name) != null)
                || SUB_ATTRIBUTES.contains(name.toLowerCase(Locale.ROOT));
    }

    private static String comparison(MatchResult found) {
        String operator = found.group(2);
        return found.group(1) + " " + operator + (operator.equalsIgnoreCase("pr") ? "" : " …");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "…";
        }
    }
}

package dev.switchboard.scim.filter;

import dev.switchboard.scim.LetterCase;
import dev.switchboard.scim.schema.Attribute;
import dev.switchboard.scim.schema.AttributePath;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Answers a filter for one document in memory: for the brackets of PATCH paths, and as the
 * reference for the store's SQL. Documents have the schema's letter case.
 */
public final class FilterMatcher {

    private FilterMatcher() {}

    /** Whether the resource fits. */
    public static boolean matches(Filter filter, JsonNode resource) {
        return switch (filter) {
            case Filter.And and -> matches(and.left(), resource) && matches(and.right(), resource);
            case Filter.Or or -> matches(or.left(), resource) || matches(or.right(), resource);
            case Filter.Not not -> !matches(not.inner(), resource);
            case Filter.Comparison comparison ->
                    compares(comparison, values(comparison.path(), resource));
            case Filter.Present present ->
                    values(present.path(), resource).stream().anyMatch(FilterMatcher::isPresent);
            case Filter.ValuePath valuePath ->
                    elements(valuePath.path(), resource).stream()
                            .anyMatch(element -> matchesValue(valuePath.inner(), element));
        };
    }

    /** Whether one value of a complex attribute fits the filter from the brackets behind it. */
    public static boolean matchesValue(Filter filter, JsonNode value) {
        return switch (filter) {
            case Filter.And and ->
                    matchesValue(and.left(), value) && matchesValue(and.right(), value);
            case Filter.Or or -> matchesValue(or.left(), value) || matchesValue(or.right(), value);
            case Filter.Not not -> !matchesValue(not.inner(), value);
            case Filter.Comparison comparison ->
                    compares(comparison, part(comparison.path(), value));
            case Filter.Present present ->
                    part(present.path(), value).stream().anyMatch(FilterMatcher::isPresent);
            case Filter.ValuePath nested ->
                    throw new IllegalStateException("Brackets within brackets: " + nested);
        };
    }

    private static List<JsonNode> elements(AttributePath path, JsonNode resource) {
        String extension = path.extension();
        JsonNode holder = extension == null ? resource : resource.path(extension);
        JsonNode node = holder.path(path.attribute().name());
        if (!isPresent(node)) {
            return List.of();
        }
        return node.isArray() ? List.copyOf(node.values()) : List.of(node);
    }

    private static List<JsonNode> values(AttributePath path, JsonNode resource) {
        List<JsonNode> elements = elements(path, resource);
        if (path.subAttribute() == null) {
            return elements;
        }
        List<JsonNode> values = new ArrayList<>(elements.size());
        for (JsonNode element : elements) {
            values.addAll(part(path, element));
        }
        return values;
    }

    private static List<JsonNode> part(AttributePath path, JsonNode element) {
        JsonNode part =
                path.subAttribute() == null
                        ? MissingNode.getInstance()
                        : element.path(path.subAttribute().name());
        return isPresent(part) ? List.of(part) : List.of();
    }

    private static boolean isPresent(JsonNode node) {
        return !node.isMissingNode()
                && !node.isNull()
                && !(node.isContainer() && node.isEmpty())
                && !(node.isString() && node.stringValue().isEmpty());
    }

    private static boolean compares(Filter.Comparison comparison, List<JsonNode> values) {
        if (values.isEmpty()) {
            return comparison.operator() == Operator.NE;
        }
        for (JsonNode value : values) {
            if (compares(comparison, value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean compares(Filter.Comparison comparison, JsonNode value) {
        boolean caseExact = comparison.path().target().caseExact();
        return switch (comparison.value()) {
            case Operand.Text text ->
                    value.isString()
                            ? compareText(
                                    comparison.operator(),
                                    folded(value.stringValue(), caseExact),
                                    folded(text.value(), caseExact))
                            : comparison.operator() == Operator.NE;
            case Operand.Bool bool ->
                    (comparison.operator() == Operator.EQ)
                            == (value.isBoolean() && value.booleanValue() == bool.value());
            case Operand.Numeric number ->
                    value.isNumber()
                            ? ordered(
                                    comparison.operator(),
                                    value.decimalValue().compareTo(number.value()))
                            : comparison.operator() == Operator.NE;
            case Operand.Moment moment -> {
                Instant instant =
                        value.isString() ? Comparisons.instant(value.stringValue()) : null;
                yield instant == null
                        ? comparison.operator() == Operator.NE
                        : ordered(comparison.operator(), instant.compareTo(moment.value()));
            }
        };
    }

    private static boolean compareText(Operator operator, String value, String asked) {
        return switch (operator) {
            case CO -> value.contains(asked);
            case SW -> value.startsWith(asked);
            case EW -> value.endsWith(asked);
            case EQ, NE -> ordered(operator, value.equals(asked) ? 0 : 1);
            case GT, GE, LT, LE -> ordered(operator, byCodePoint(value, asked));
        };
    }

    private static boolean ordered(Operator operator, int order) {
        return switch (operator) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case CO, SW, EW -> throw new IllegalStateException("Not an order: " + operator);
        };
    }

    /** The text by which an attribute's value is compared: letter case counts as it says. */
    public static String compared(Attribute attribute, String text) {
        return folded(text, attribute.caseExact());
    }

    private static String folded(String text, boolean caseExact) {
        return caseExact ? text : LetterCase.folded(text);
    }

    /** The order of UTF-8 bytes, as the database's "C" collation has it. */
    private static int byCodePoint(String left, String right) {
        return Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray());
    }
}

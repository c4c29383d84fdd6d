package dev.switchboard.scim.filter;

import java.util.Locale;

/** Filters as text, for tests. */
final class FilterText {

    private FilterText() {}

    /** With all parentheses, not to be parsed again. */
    static String structure(Filter filter) {
        return switch (filter) {
            case Filter.And and ->
                    "(" + structure(and.left()) + " and " + structure(and.right()) + ")";
            case Filter.Or or -> "(" + structure(or.left()) + " or " + structure(or.right()) + ")";
            case Filter.Not not -> "not " + structure(not.inner());
            case Filter.Present present -> present.path() + " pr";
            case Filter.ValuePath valuePath ->
                    valuePath.path() + "[" + structure(valuePath.inner()) + "]";
            case Filter.Comparison comparison ->
                    comparison.path() + " " + comparison.operator() + " " + value(comparison);
        };
    }

    private static String value(Filter.Comparison comparison) {
        return switch (comparison.value()) {
            case Operand.Text text -> text.value();
            case Operand.Bool bool -> String.valueOf(bool.value());
            case Operand.Numeric number -> number.value().toString();
            case Operand.Moment moment -> moment.value().toString();
        };
    }

    /** As a client would write it. */
    static String written(Filter filter) {
        return switch (filter) {
            case Filter.And and ->
                    "(" + written(and.left()) + ") and (" + written(and.right()) + ")";
            case Filter.Or or -> "(" + written(or.left()) + ") or (" + written(or.right()) + ")";
            case Filter.Not not -> "not (" + written(not.inner()) + ")";
            case Filter.Present present -> present.path() + " pr";
            case Filter.ValuePath valuePath ->
                    valuePath.path() + "[" + inner(valuePath.inner()) + "]";
            case Filter.Comparison comparison ->
                    comparison.path() + " " + operatorAndValue(comparison);
        };
    }

    /** As a careless client would: without parentheses, so that precedence decides. */
    static String loose(Filter filter) {
        return switch (filter) {
            case Filter.And and -> loose(and.left()) + " and " + loose(and.right());
            case Filter.Or or -> loose(or.left()) + " or " + loose(or.right());
            case Filter.Not not -> "not (" + loose(not.inner()) + ")";
            case Filter.Present present -> written(present);
            case Filter.ValuePath valuePath -> written(valuePath);
            case Filter.Comparison comparison -> written(comparison);
        };
    }

    private static String inner(Filter filter) {
        return switch (filter) {
            case Filter.And and -> "(" + inner(and.left()) + ") and (" + inner(and.right()) + ")";
            case Filter.Or or -> "(" + inner(or.left()) + ") or (" + inner(or.right()) + ")";
            case Filter.Not not -> "not (" + inner(not.inner()) + ")";
            case Filter.Present present -> present.path().target() + " pr";
            case Filter.ValuePath nested -> throw new IllegalStateException("" + nested);
            case Filter.Comparison comparison ->
                    comparison.path().target() + " " + operatorAndValue(comparison);
        };
    }

    private static String operatorAndValue(Filter.Comparison comparison) {
        boolean quoted =
                comparison.value() instanceof Operand.Text
                        || comparison.value() instanceof Operand.Moment;
        String value = value(comparison).replace("\\", "\\\\").replace("\"", "\\\"");
        return comparison.operator().name().toLowerCase(Locale.ROOT)
                + " "
                + (quoted ? "\"" + value + "\"" : value);
    }
}

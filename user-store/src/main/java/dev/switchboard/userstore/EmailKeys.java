package dev.switchboard.userstore;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.filter.Operand;
import dev.switchboard.scim.filter.Operator;

import org.jspecify.annotations.Nullable;

/** The index of e-mail addresses: the only one of an attribute with several values. */
final class EmailKeys {

    private EmailKeys() {}

    /** Whether the index answers the comparison, or at least which resources may fit it. */
    private static boolean answer(ResourceType type, Filter.Comparison comparison) {
        return type == ResourceType.USER
                && comparison.operator() == Operator.EQ
                && comparison.value() instanceof Operand.Text
                && comparison.path().toString().equals("emails.value");
    }

    /** Whether a resource fits the comparison wherever the index says so. */
    static boolean answerAll(Filter.Comparison comparison) {
        // No letter becomes more than three in lower case.
        return comparison.value() instanceof Operand.Text(String text)
                && 3 * text.length() < ComparisonSql.INDEXED;
    }

    /**
     * A comparison that the index answers and without which nothing fits the filter, as in {@code
     * emails[type eq "work" and value eq "x"]}; or null.
     */
    static Filter.@Nullable Comparison in(ResourceType type, @Nullable Filter filter) {
        return switch (filter) {
            case Filter.Comparison comparison -> answer(type, comparison) ? comparison : null;
            case Filter.And(Filter left, Filter right) -> {
                Filter.Comparison found = in(type, left);
                yield found != null ? found : in(type, right);
            }
            case Filter.ValuePath(var _, Filter inner) -> in(type, inner);
            case null -> null;
            case Filter.Or _, Filter.Not _, Filter.Present _ -> null;
        };
    }

    /** Adds the condition that the index answers; the resource's table is called {@code r}. */
    static void add(Filter.Comparison comparison, SqlText sql) {
        sql.add("r.email_keys @> array[left(");
        ComparisonSql.addFolded(comparison.value(), sql);
        sql.add(", " + ComparisonSql.INDEXED + ") collate \"default\"]");
    }
}

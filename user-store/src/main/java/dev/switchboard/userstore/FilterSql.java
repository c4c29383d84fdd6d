package dev.switchboard.userstore;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.filter.Operator;
import dev.switchboard.scim.schema.Attribute;
import dev.switchboard.scim.schema.AttributePath;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/**
 * Writes filters as SQL conditions that mean what {@link dev.switchboard.scim.filter.FilterMatcher}
 * means for the rendered resource.
 *
 * <p>SQL's null counts as false: {@code and} and {@code or} leave it as it is, and {@code not} is
 * written "is not true".
 */
final class FilterSql {

    private final ResourceType type;
    private final SqlText sql;

    private FilterSql(ResourceType type, SqlText sql) {
        this.type = type;
        this.sql = sql;
    }

    /**
     * Adds the condition that a resource fits.
     *
     * @param sql what it is added to; the resource's table is called {@code r} there
     * @throws ScimException {@code invalidFilter} for what the store cannot answer
     */
    static void add(Filter filter, ResourceType type, SqlText sql) {
        new FilterSql(type, sql).add(filter, null);
    }

    /**
     * @param parts the parts of the value that a filter in brackets is about, null outside brackets
     */
    private void add(Filter filter, @Nullable Function<Attribute, @Nullable Value> parts) {
        switch (filter) {
            case Filter.And(Filter left, Filter right) -> addBoth(left, " and ", right, parts);
            case Filter.Or(Filter left, Filter right) -> addBoth(left, " or ", right, parts);
            case Filter.Not(Filter inner) -> {
                sql.add("(");
                add(inner, parts);
                sql.add(") is not true");
            }
            case Filter.Comparison comparison -> {
                if (parts == null) {
                    addComparison(comparison);
                } else {
                    Value value = part(comparison.path(), parts);
                    ComparisonSql.add(comparison, value, true, sql);
                }
            }
            case Filter.Present(AttributePath path) -> {
                if (parts == null) {
                    addPresent(path);
                } else {
                    addNotNull(part(path, parts));
                }
            }
            case Filter.ValuePath valuePath -> addValuePath(valuePath);
        }
    }

    private void addBoth(
            Filter left,
            String operator,
            Filter right,
            @Nullable Function<Attribute, @Nullable Value> parts) {
        sql.add("(");
        add(left, parts);
        sql.add(operator);
        add(right, parts);
        sql.add(")");
    }

    private void addComparison(Filter.Comparison comparison) {
        AttributePath path = comparison.path();
        switch (Sources.of(type, path)) {
            case Source.Single(Value value) -> ComparisonSql.add(comparison, value, true, sql);
            case Source.Complex complex ->
                    ComparisonSql.add(comparison, part(path, complex.parts()), true, sql);
            case Source.Many many -> {
                sql.add("(");
                if (addEmailKey(comparison) && EmailKeys.answerAll(comparison)) {
                    sql.add("true)");
                    return;
                }
                Value value = part(path, many.parts());
                boolean differs = comparison.operator() == Operator.NE;
                sql.add(differs ? "(" : "");
                startExists(many);
                ComparisonSql.add(comparison, value, false, sql);
                sql.add(")");
                if (differs) {
                    sql.add(" or not ");
                    startExists(many);
                    addNotNull(value);
                    sql.add("))");
                }
                sql.add(")");
            }
        }
    }

    /** Adds "key and", where there is an index for it. */
    private boolean addEmailKey(Filter filter) {
        Filter.Comparison key = EmailKeys.in(type, filter);
        if (key != null) {
            EmailKeys.add(key, sql);
            sql.add(" and ");
        }
        return key != null;
    }

    private void addPresent(AttributePath path) {
        switch (Sources.of(type, path)) {
            case Source.Single(Value value) -> addNotNull(value);
            case Source.Complex complex -> {
                if (path.subAttribute() == null) {
                    sql.add(complex.present());
                } else {
                    addNotNull(part(path, complex.parts()));
                }
            }
            case Source.Many many -> {
                startExists(many);
                if (path.subAttribute() == null) {
                    sql.add("true");
                } else {
                    addNotNull(part(path, many.parts()));
                }
                sql.add(")");
            }
        }
    }

    private void addValuePath(Filter.ValuePath valuePath) {
        switch (Sources.of(type, valuePath.path())) {
            case Source.Single single ->
                    throw new IllegalStateException("Brackets behind a simple value: " + single);
            case Source.Complex complex -> {
                sql.add("(").add(complex.present()).add(" and ");
                add(valuePath.inner(), complex.parts());
                sql.add(")");
            }
            case Source.Many many -> {
                sql.add("(");
                addEmailKey(valuePath.inner());
                startExists(many);
                add(valuePath.inner(), many.parts());
                sql.add("))");
            }
        }
    }

    private void startExists(Source.Many many) {
        sql.add("exists (select 1 from ").add(many.rows());
        sql.add(" where ").add(many.condition()).add(" and ");
    }

    private void addNotNull(Value value) {
        sql.add(
                switch (value) {
                    case Value.Text text -> text.sql();
                    case Value.Id id -> id.sql();
                    case Value.UserName name -> name.shown();
                    case Value.Bool bool -> bool.sql();
                    case Value.Moment moment -> moment.sql();
                    case Value.Json json -> json.json();
                });
        sql.add(" is not null");
    }

    private static Value part(AttributePath path, Function<Attribute, @Nullable Value> parts) {
        Value value = parts.apply(path.target());
        if (value == null) {
            throw new ScimException(
                    ScimError.INVALID_FILTER,
                    "The filter asks for '%s', which cannot be searched. Ask for the 'id' or 'value' that it points to."
                            .formatted(path));
        }
        return value;
    }
}

package dev.switchboard.userstore;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.schema.Attribute;
import dev.switchboard.scim.schema.AttributePath;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/**
 * What a list is sorted by, in SQL.
 *
 * @param sql an expression over the resource's table, called {@code r}
 * @param type its type, to which a {@link Position}'s key is cast
 * @param nullable whether a resource may have no value
 */
record SortKey(String sql, String type, boolean nullable) {

    /** The key of a sort. */
    static SortKey of(ResourceType type, AttributePath by) {
        return switch (Sources.of(type, by)) {
            case Source.Single(Value value) -> of(by, value, false);
            case Source.Complex(String _, var parts) -> of(by, part(by, parts), false);
            case Source.Many many -> {
                SortKey each = of(by, part(by, many.parts()), true);
                yield new SortKey(
                        "(select %s from %s where %s order by %s limit 1)"
                                .formatted(each.sql, many.rows(), many.condition(), many.firstOf()),
                        each.type,
                        true);
            }
        };
    }

    private static SortKey of(AttributePath by, Value value, boolean several) {
        boolean nullable = several || !by.target().required();
        return switch (value) {
            case Value.UserName name -> new SortKey(name.key(), "text", false);
            case Value.Id id -> new SortKey(id.sql(), "uuid", several);
            case Value.Bool bool -> new SortKey(bool.sql(), "boolean", several);
            case Value.Moment moment -> new SortKey(moment.sql(), "timestamptz", several);
            case Value.Text text -> new SortKey(beginning(text.sql(), by), "text", nullable);
            case Value.Json json ->
                    switch (by.target().type()) {
                        case BOOLEAN, INTEGER, DECIMAL -> new SortKey(json.json(), "jsonb", true);
                        case STRING, REFERENCE, BINARY, DATE_TIME, COMPLEX ->
                                new SortKey(beginning(json.text(), by), "text", true);
                    };
        };
    }

    private static String beginning(String text, AttributePath by) {
        return ComparisonSql.beginning(ComparisonSql.fold(text, by.target().caseExact()));
    }

    private static Value part(AttributePath by, Function<Attribute, @Nullable Value> parts) {
        Value value = parts.apply(by.target());
        if (value == null) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "Cannot sort by '%s', which is made when it is shown. Sort by the 'id' or 'value' that it points to."
                            .formatted(by));
        }
        return value;
    }
}

package dev.switchboard.numbers.assignment;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;

/** Columns of rows as PostgreSQL arrays, so that one statement with unnest writes many rows. */
final class SqlArrays {

    private SqlArrays() {}

    static SqlArrayValue uuids(Collection<UUID> values) {
        return new SqlArrayValue("uuid", values.toArray());
    }

    static SqlArrayValue texts(Collection<String> values) {
        return new SqlArrayValue("text", values.toArray());
    }

    static <T> SqlArrayValue uuids(Collection<T> rows, Function<T, @Nullable UUID> column) {
        return column("uuid", rows, column);
    }

    static <T> SqlArrayValue texts(Collection<T> rows, Function<T, @Nullable String> column) {
        return column("text", rows, column);
    }

    static <T> SqlArrayValue longs(Collection<T> rows, Function<T, Long> column) {
        return column("int8", rows, column);
    }

    static <T> SqlArrayValue booleans(Collection<T> rows, Function<T, Boolean> column) {
        return column("bool", rows, column);
    }

    static <T> SqlArrayValue instants(Collection<T> rows, Function<T, @Nullable Instant> column) {
        return column(
                "timestamptz",
                rows,
                row -> {
                    Instant instant = column.apply(row);
                    return instant == null ? null : instant.toString();
                });
    }

    // SqlArrayValue only hands the elements to the driver, for which null is SQL's NULL.
    @SuppressWarnings("NullAway")
    private static <T> SqlArrayValue column(
            String type, Collection<T> rows, Function<T, ? extends @Nullable Object> column) {
        @Nullable Object[] values = new @Nullable Object[rows.size()];
        int i = 0;
        for (T row : rows) {
            values[i++] = column.apply(row);
        }
        return new SqlArrayValue(type, values);
    }
}

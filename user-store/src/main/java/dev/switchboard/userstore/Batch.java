package dev.switchboard.userstore;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Rows as columns, for statements that write them all at once with {@code unnest(?::uuid[], ...)}:
 * one statement, whatever their number. Columns travel as text and are cast in SQL.
 */
final class Batch<T> {

    private final Collection<T> rows;
    private final List<Object> columns = new ArrayList<>();

    private Batch(Collection<T> rows) {
        this.rows = rows;
    }

    static <T> Batch<T> of(Collection<T> rows) {
        return new Batch<>(rows);
    }

    /** The ids as one array, for {@code any(?::uuid[])}. */
    static String[] ids(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    /** Texts as PostgreSQL writes an array, for a column of arrays within a batch. */
    static String literal(List<String> texts) {
        return texts.stream()
                .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Adds a column. */
    Batch<T> with(Function<? super T, ? extends @Nullable Object> column) {
        @Nullable String[] values = new @Nullable String[rows.size()];
        int i = 0;
        for (T row : rows) {
            Object value = column.apply(row);
            values[i++] = value == null ? null : value.toString();
        }
        columns.add(values);
        return this;
    }

    /** The columns, in the order in which they were added. */
    List<Object> columns() {
        return columns;
    }
}

package dev.switchboard.userstore;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.filter.Operand;
import dev.switchboard.scim.filter.Operator;
import dev.switchboard.scim.schema.AttributePath;

import org.jspecify.annotations.Nullable;

/**
 * What a filter means that tells no more than active users from suspended ones, or nothing at all.
 * Such filters fit nearly everybody, and {@code users.resource_count} knows how many without
 * counting.
 */
enum Extent {
    NONE("0", "false"),
    INACTIVE("c.inactive", "not r.active"),
    ACTIVE("c.resources - c.inactive", "r.active"),
    ALL("c.resources", "true");

    private final String total;
    private final String condition;

    Extent(String total, String condition) {
        this.total = total;
        this.condition = condition;
    }

    /** The extent of a filter, or null where it depends on anything else. */
    static @Nullable Extent of(ResourceType type, @Nullable Filter filter) {
        return switch (filter) {
            case null -> ALL;
            case Filter.Not(Filter inner) -> not(of(type, inner));
            case Filter.And(Filter left, Filter right) -> and(of(type, left), of(type, right));
            case Filter.Or(Filter left, Filter right) ->
                    not(and(not(of(type, left)), not(of(type, right))));
            case Filter.Present(AttributePath path) -> isAlwaysPresent(type, path) ? ALL : null;
            case Filter.Comparison comparison -> of(type, comparison);
            case Filter.ValuePath _ -> null;
        };
    }

    private static @Nullable Extent of(ResourceType type, Filter.Comparison comparison) {
        if (type != ResourceType.USER
                || !comparison.path().toString().equals("active")
                || !(comparison.value() instanceof Operand.Bool(boolean asked))) {
            return null;
        }
        return asked == (comparison.operator() == Operator.EQ) ? ACTIVE : INACTIVE;
    }

    private static boolean isAlwaysPresent(ResourceType type, AttributePath path) {
        return switch (path.toString()) {
            case "id", "schemas", "meta", "meta.created", "meta.lastModified" -> true;
            case "userName", "active" -> type == ResourceType.USER;
            case "displayName" -> type == ResourceType.GROUP;
            default -> false;
        };
    }

    private static @Nullable Extent not(@Nullable Extent extent) {
        return switch (extent) {
            case null -> null;
            case NONE -> ALL;
            case INACTIVE -> ACTIVE;
            case ACTIVE -> INACTIVE;
            case ALL -> NONE;
        };
    }

    private static @Nullable Extent and(@Nullable Extent one, @Nullable Extent other) {
        if (one == null || other == null) {
            return null;
        }
        if (one == ALL || one == other) {
            return other;
        }
        return other == ALL ? one : NONE;
    }

    /** How many there are, as a part of a row of {@code users.resource_count}, called {@code c}. */
    String total() {
        return total;
    }

    /** Which they are, as a condition on the resource's table, called {@code r}. */
    String condition() {
        return condition;
    }
}

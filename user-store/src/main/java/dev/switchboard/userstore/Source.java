package dev.switchboard.userstore;

import dev.switchboard.scim.schema.Attribute;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/** Where an attribute's values are found in SQL; {@code r} is the row of the resource. */
sealed interface Source {

    /** One value, or none. */
    record Single(Value value) implements Source {}

    /**
     * One complex value, or none.
     *
     * @param present SQL for whether there is one
     * @param parts the value of each sub-attribute, or null for one that only the gateway knows
     */
    record Complex(String present, Function<Attribute, @Nullable Value> parts) implements Source {}

    /**
     * Any number of values.
     *
     * @param rows what stands between {@code from} and {@code where}: a row for each value
     * @param condition which of the rows are the resource's
     * @param firstOf their order: the primary first, else as they are shown
     * @param parts as of {@link Complex}; for a simple attribute, it is asked for the attribute
     *     itself
     */
    record Many(
            String rows,
            String condition,
            String firstOf,
            Function<Attribute, @Nullable Value> parts)
            implements Source {}
}

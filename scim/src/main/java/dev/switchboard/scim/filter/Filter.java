package dev.switchboard.scim.filter;

import dev.switchboard.scim.schema.ResourceDefinition;

/** A parsed filter whose attributes are resolved against the schemas. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable", "UnusedMethod"})
public sealed interface Filter {

    /**
     * Parses a filter.
     *
     * @throws dev.switchboard.scim.ScimException {@code invalidFilter}, with the position
     */
    static Filter parse(String text, ResourceDefinition definition) {
        throw new UnsupportedOperationException();
    }

    /** Both. */
    record And(Filter left, Filter right) implements Filter {}
}

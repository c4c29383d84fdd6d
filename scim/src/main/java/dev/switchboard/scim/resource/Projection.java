package dev.switchboard.scim.resource;

import dev.switchboard.scim.schema.ResourceDefinition;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

/** What a client wants to see: {@code attributes}, {@code excludedAttributes} (RFC 7644, 3.9). */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable", "UnusedMethod"})
public final class Projection {

    private Projection() {}

    /**
     * Reads the two parameters, each comma-separated or null.
     *
     * @throws dev.switchboard.scim.ScimException {@code invalidValue} where both are given
     */
    public static Projection of(
            @Nullable String attributes,
            @Nullable String excludedAttributes,
            ResourceDefinition definition) {
        throw new UnsupportedOperationException();
    }

    /** A copy of the resource with only what is to be returned. */
    public ObjectNode applyTo(ObjectNode resource) {
        throw new UnsupportedOperationException();
    }
}

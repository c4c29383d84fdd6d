package dev.switchboard.gateway.http;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.resource.Projection;
import dev.switchboard.scim.schema.ResourceDefinition;

/**
 * What a client wants to see of resources of one type (RFC 7644, section 3.9).
 *
 * @param projection {@code attributes} and {@code excludedAttributes}
 */
record View(ResourceType type, ResourceDefinition definition, Projection projection) {

    /**
     * Reads the two parameters.
     *
     * @throws dev.switchboard.scim.ScimException where both are given
     */
    static View of(ResourceType type, QueryParameters parameters) {
        ResourceDefinition definition = ResourceTypes.definitionOf(type);
        return new View(
                type,
                definition,
                Projection.of(
                        parameters.get("attributes"),
                        parameters.get("excludedAttributes"),
                        definition));
    }
}

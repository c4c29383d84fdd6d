package dev.switchboard.gateway.http;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.resource.Projection;
import dev.switchboard.scim.schema.ResourceDefinition;

/**
 * What a client wants to see of resources of one type (RFC 7644, section 3.9).
 *
 * @param projection {@code attributes} and {@code excludedAttributes}
 * @param isAsked whether {@code attributes} is given: then it is answered with them (RFC 7644,
 *     section 3.5.2)
 */
record View(Projection projection, boolean isAsked) {

    /**
     * Reads the two parameters.
     *
     * @throws dev.switchboard.scim.ScimException where both are given
     */
    static View of(ResourceType type, QueryParameters parameters) {
        ResourceDefinition definition = ResourceTypes.definitionOf(type);
        String attributes = parameters.get("attributes");
        return new View(
                Projection.of(attributes, parameters.get("excludedAttributes"), definition),
                attributes != null && !attributes.isBlank());
    }
}

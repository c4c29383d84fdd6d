package dev.switchboard.scim.resource;

import dev.switchboard.scim.schema.ResourceDefinition;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies of POST and PUT. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable", "UnusedMethod"})
public final class ResourceBody {

    private ResourceBody() {}

    /**
     * The client's attributes in canonical form: names in the schema's letter case, read-only
     * attributes and the password left out, null and empty lists left out, booleans in strings made
     * booleans, {@code schemas} as the attributes imply.
     *
     * @throws dev.switchboard.scim.ScimException where a value is of the wrong type or a required
     *     one is missing
     */
    public static ObjectNode canonical(JsonNode body, ResourceDefinition definition) {
        throw new UnsupportedOperationException();
    }
}

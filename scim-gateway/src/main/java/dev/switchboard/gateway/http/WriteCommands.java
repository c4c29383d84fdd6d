package dev.switchboard.gateway.http;

import dev.switchboard.messages.Command;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.patch.PatchRequest;
import dev.switchboard.scim.resource.AttributeValues;
import dev.switchboard.scim.resource.ResourceBody;
import dev.switchboard.scim.schema.ResourceDefinition;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.UUID;

/**
 * Makes commands of what clients ask, checked in all that can be checked without knowing the stored
 * resource. A request of its own and an operation of a bulk request go the same way.
 */
final class WriteCommands {

    /** What a PUT keeps that leaves it out, so that it matters whether one says null. */
    private static final String EXTERNAL_ID = "externalId";

    private WriteCommands() {}

    /**
     * Creates a resource with an id that is chosen by the gateway, so that the command's key is the
     * resource's id.
     *
     * @throws ScimException where the body is wrong whatever the store holds
     */
    static Command create(ResourceType type, UUID id, JsonNode body) {
        ObjectNode resource = ResourceBody.canonical(body, ResourceTypes.definitionOf(type));
        AttributeValues.checkNumbers(resource, resource.objectNode());
        return new Command.Create(type, id, resource);
    }

    /** Replaces what the client may write. */
    static Command replace(ResourceType type, UUID id, JsonNode body, @Nullable String ifMatch) {
        ResourceDefinition definition = ResourceTypes.definitionOf(type);
        ObjectNode resource = ResourceBody.canonical(body, definition);
        if (!resource.has(EXTERNAL_ID) && ResourceBody.empties(EXTERNAL_ID, body, definition)) {
            resource.putNull(EXTERNAL_ID);
        }
        return new Command.Replace(type, id, resource, ifMatch);
    }

    /** Changes parts of a resource. */
    static Command patch(ResourceType type, UUID id, JsonNode body, @Nullable String ifMatch) {
        PatchRequest request = PatchRequest.parse(body, ResourceTypes.definitionOf(type));
        return new Command.Patch(type, id, request.operations(), ifMatch);
    }

    /** Deletes a resource. */
    static Command delete(ResourceType type, UUID id, @Nullable String ifMatch) {
        return new Command.Delete(type, id, ifMatch);
    }

    /**
     * Refuses who may only read, before a body is looked at.
     *
     * @throws ScimException 403
     */
    static void checkMayWrite(ScimRequest request) {
        if (request.caller().readOnly()) {
            throw new ScimException(
                    ScimError.FORBIDDEN,
                    "The API token may only read. Use one that may write, or make one.");
        }
    }
}

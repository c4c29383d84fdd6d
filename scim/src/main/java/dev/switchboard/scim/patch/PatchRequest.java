package dev.switchboard.scim.patch;

import dev.switchboard.scim.schema.ResourceDefinition;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A PATCH whose syntax, paths and value types have been checked. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable", "UnusedMethod"})
public final class PatchRequest {

    private final ArrayNode operations;

    private PatchRequest(ArrayNode operations) {
        this.operations = operations;
    }

    /**
     * Reads a PatchOp body in any client's dialect and makes it canonical.
     *
     * @throws dev.switchboard.scim.ScimException for all that is wrong whatever the resource holds
     */
    public static PatchRequest parse(JsonNode body, ResourceDefinition definition) {
        throw new UnsupportedOperationException();
    }

    /** Takes up operations that {@link #operations} gave. */
    public static PatchRequest ofOperations(ArrayNode operations, ResourceDefinition definition) {
        throw new UnsupportedOperationException();
    }

    /** The canonical operations, for the command. */
    public ArrayNode operations() {
        return operations;
    }

    /**
     * Applies all operations in order to a copy.
     *
     * @return the changed document, equal to the given one where nothing changes
     * @throws dev.switchboard.scim.ScimException where one cannot be applied ({@code noTarget},
     *     {@code mutability}, {@code invalidValue}); the given document is never changed
     */
    public ObjectNode applyTo(ObjectNode document) {
        throw new UnsupportedOperationException();
    }
}

package dev.switchboard.scim.patch;

import dev.switchboard.scim.schema.ResourceDefinition;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** A PATCH whose syntax, paths and value types have been checked. */
public final class PatchRequest {

    /** The most operations in a request; Okta sends up to 1000 at once. */
    public static final int MAX_OPERATIONS = 1000;

    /**
     * The most comparisons in the filters of all paths together, since each is made with each value
     * of an attribute.
     */
    public static final int MAX_COMPARISONS = 1000;

    private final List<Operation> operations;
    private final ResourceDefinition definition;

    private PatchRequest(List<Operation> operations, ResourceDefinition definition) {
        this.operations = List.copyOf(operations);
        this.definition = definition;
    }

    /**
     * Reads a PatchOp body in any client's dialect and makes it canonical.
     *
     * @throws dev.switchboard.scim.ScimException for all that is wrong whatever the resource holds
     */
    public static PatchRequest parse(JsonNode body, ResourceDefinition definition) {
        return new PatchRequest(PatchReader.readBody(body, definition), definition);
    }

    /** Takes up operations that {@link #operations} gave. */
    public static PatchRequest ofOperations(ArrayNode operations, ResourceDefinition definition) {
        return new PatchRequest(PatchReader.readOperations(operations, definition), definition);
    }

    /** The canonical operations, for the command; none where all that was asked is ignored. */
    public ArrayNode operations() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(operations.size());
        for (Operation operation : operations) {
            array.add(operation.toJson());
        }
        return array;
    }

    /**
     * Applies all operations in order to a copy.
     *
     * @return the changed document, equal to the given one where nothing changes
     * @throws dev.switchboard.scim.ScimException where one cannot be applied ({@code noTarget},
     *     {@code mutability}, {@code invalidValue}); the given document is never changed
     */
    public ObjectNode applyTo(ObjectNode document) {
        return change(document.deepCopy());
    }

    /**
     * Applies all operations in order to the given document itself, so that a caller can tell which
     * of its values are still there.
     *
     * @return the document
     * @throws dev.switchboard.scim.ScimException as {@link #applyTo}; the document is then half
     *     changed and of no use
     */
    public ObjectNode change(ObjectNode document) {
        return new PatchApplication(document, definition).apply(operations);
    }

    /**
     * What the request asks of a group's members, in order, so that it can be done without loading
     * them. Neighbouring changes of a kind are one.
     */
    public List<MemberChange> memberChanges() {
        return MemberChanges.of(operations);
    }

    /** The request without its operations on a group's members. */
    public PatchRequest withoutMembers() {
        return new PatchRequest(
                operations.stream().filter(operation -> !operation.isOfMembers()).toList(),
                definition);
    }
}

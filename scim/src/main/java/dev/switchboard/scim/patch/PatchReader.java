package dev.switchboard.scim.patch;

import dev.switchboard.scim.MemberNames;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.schema.ResourceDefinition;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** Reads a PatchOp body: its frame here, each operation in {@link OperationReader}. */
final class PatchReader {

    static final String PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    private PatchReader() {}

    static List<Operation> readBody(JsonNode body, ResourceDefinition definition) {
        if (!body.isObject()) {
            throw syntax("The body of a PATCH must be a JSON object.");
        }
        checkSchemas(MemberNames.find(body, "schemas"));
        JsonNode operations = MemberNames.find(body, "Operations");
        if (!operations.isArray() || operations.isEmpty()) {
            throw syntax("The body of a PATCH must have a list 'Operations' with one at least.");
        }
        if (operations.size() > PatchRequest.MAX_OPERATIONS) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "The PATCH has %d operations, more than the %d allowed. Send smaller batches."
                            .formatted(operations.size(), PatchRequest.MAX_OPERATIONS));
        }
        return readOperations(operations, definition);
    }

    static List<Operation> readOperations(JsonNode operations, ResourceDefinition definition) {
        List<Operation> read = new ArrayList<>(operations.size());
        int number = 0;
        for (JsonNode operation : operations) {
            number++;
            try {
                readOperation(operation, definition, read);
            } catch (ScimException e) {
                throw operations.size() == 1 ? e : ofOperation(number, e);
            }
        }
        checkComparisons(read);
        return read;
    }

    private static void checkComparisons(List<Operation> operations) {
        int comparisons = 0;
        for (Operation operation : operations) {
            Filter filter = operation.path().filter();
            comparisons += filter == null ? 0 : filter.expressions();
        }
        if (comparisons > PatchRequest.MAX_COMPARISONS) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "The paths of the PATCH have %d comparisons in brackets, more than the %d allowed. Send smaller batches."
                            .formatted(comparisons, PatchRequest.MAX_COMPARISONS));
        }
    }

    private static void readOperation(
            JsonNode operation, ResourceDefinition definition, List<Operation> into) {
        if (!operation.isObject()) {
            throw syntax("The operation must be a JSON object.");
        }
        JsonNode op = MemberNames.find(operation, "op");
        Operation.Kind kind = op.isString() ? Operation.Kind.find(op.stringValue()) : null;
        if (kind == null) {
            throw syntax("The operation must have an 'op' of add, remove or replace.");
        }
        JsonNode path = MemberNames.find(operation, "path");
        if (!isAbsent(path) && !path.isString()) {
            throw new ScimException(
                    ScimError.INVALID_PATH, "The path of the operation must be a string.");
        }
        JsonNode sent = MemberNames.find(operation, "value");
        JsonNode value = sent.isMissingNode() ? null : sent;
        OperationReader reader = new OperationReader(definition, into);
        // Some clients send "path":"", or the core schema's URN, where they mean none.
        if (isAbsent(path)
                || path.stringValue().isBlank()
                || path.stringValue().equalsIgnoreCase(definition.core().urn())) {
            reader.readWithoutPath(kind, value);
        } else {
            reader.readWithPath(kind, path.stringValue(), value);
        }
    }

    private static boolean isAbsent(JsonNode path) {
        return path.isMissingNode() || path.isNull();
    }

    private static ScimException ofOperation(int number, ScimException problem) {
        return new ScimException(
                problem.error(), "Operation %d: %s".formatted(number, problem.detail()));
    }

    private static void checkSchemas(JsonNode schemas) {
        for (JsonNode urn : schemas) {
            if (urn.isString() && urn.stringValue().equalsIgnoreCase(PATCH_OP)) {
                return;
            }
        }
        throw syntax("The body of a PATCH must have 'schemas' with '" + PATCH_OP + "' in it.");
    }

    static ScimException syntax(String detail) {
        return new ScimException(ScimError.INVALID_SYNTAX, detail);
    }
}

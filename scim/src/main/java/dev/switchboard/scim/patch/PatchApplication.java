package dev.switchboard.scim.patch;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.Shown;
import dev.switchboard.scim.resource.AttributeValues;
import dev.switchboard.scim.resource.ResourceBody;
import dev.switchboard.scim.schema.Attribute;
import dev.switchboard.scim.schema.ResourceDefinition;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Applies operations, one after the other, to a document that is this object's own. */
final class PatchApplication {

    private final ObjectNode document;
    private final ResourceDefinition definition;

    /** One for all operations on the same values, for it knows them. */
    private final Map<Attribute, ListPatch> lists = new HashMap<>();

    private final Map<Attribute, PatchPath> untidy = new LinkedHashMap<>();

    PatchApplication(ObjectNode document, ResourceDefinition definition) {
        this.document = document;
        this.definition = definition;
    }

    ObjectNode apply(List<Operation> operations) {
        for (Operation operation : operations) {
            apply(operation);
        }
        untidy.forEach(this::tidy);
        renewSchemas();
        ResourceBody.checkRequired(document, definition);
        return document;
    }

    private void apply(Operation operation) {
        PatchPath path = operation.path();
        Attribute attribute = path.attribute();
        if (attribute == null) {
            applyToExtension(operation, String.valueOf(path.extension()));
        } else if (attribute.multiValued()) {
            applyToList(operation, attribute);
            if (mayMakeEqual(operation)) {
                untidy.put(attribute, path);
            }
        } else {
            applyToSingle(operation, attribute);
        }
        dropEmptyExtension(path.extension());
    }

    private void applyToExtension(Operation operation, String urn) {
        if (definition.extension(urn) == null) {
            new OpaquePatch(document).apply(operation, urn);
        } else {
            // A removal: what is written into it has become operations on its attributes.
            document.remove(urn);
            lists.clear();
        }
    }

    private void applyToSingle(Operation operation, Attribute attribute) {
        PatchPath path = operation.path();
        JsonNode value = operation.value();
        Attribute part = path.subAttribute();
        ObjectNode holder = holder(path);
        if (part == null) {
            set(holder, attribute.name(), value);
            return;
        }
        ObjectNode complex = objectIn(holder, attribute.name());
        if (part.name().equals("value") && !Objects.equals(value, complex.get("value"))) {
            complex.remove("$ref"); // of the one before, from when clients could set it
        }
        set(complex, part.name(), value);
        if (complex.isEmpty()) {
            holder.remove(attribute.name());
        }
    }

    private void applyToList(Operation operation, Attribute attribute) {
        ObjectNode holder = holder(operation.path());
        ListPatch list =
                lists.computeIfAbsent(
                        attribute,
                        _ ->
                                new ListPatch(
                                        attribute,
                                        holder.get(attribute.name()) instanceof ArrayNode present
                                                ? present
                                                : JsonNodeFactory.instance.arrayNode()));
        list.apply(operation);
        if (list.values().isEmpty()) {
            holder.remove(attribute.name());
        } else {
            holder.set(attribute.name(), list.values());
        }
    }

    /**
     * Whether values may have become equal to others: by what was written into them, or by a new
     * primary value that made another one not primary. Members are never primary, and too many to
     * be compared for nothing.
     */
    private static boolean mayMakeEqual(Operation operation) {
        PatchPath path = operation.path();
        return path.subAttribute() != null
                || path.filter() != null
                || (operation.kind() == Operation.Kind.ADD && !operation.isOfMembers());
    }

    /**
     * Drops what is left of a value whose parts were removed, and a value that has become equal to
     * another. Only at the end, for clients write {@code emails[type eq "work"].primary} before
     * {@code emails[type eq "work"].value}.
     */
    private void tidy(Attribute attribute, PatchPath path) {
        ObjectNode holder = holder(path);
        if (holder.get(attribute.name()) instanceof ArrayNode values) {
            Set<JsonNode> seen = new HashSet<>();
            values.removeIf(
                    value -> AttributeValues.hasNoContent(value, attribute) || !seen.add(value));
            if (values.isEmpty()) {
                holder.remove(attribute.name());
            }
        }
        dropEmptyExtension(path.extension());
    }

    private ObjectNode holder(PatchPath path) {
        String extension = path.extension();
        return extension == null ? document : objectIn(document, extension);
    }

    private static ObjectNode objectIn(ObjectNode holder, String name) {
        JsonNode present = holder.get(name);
        return present instanceof ObjectNode object ? object : holder.putObject(name);
    }

    private static void set(ObjectNode holder, String name, @Nullable JsonNode value) {
        if (value == null) {
            holder.remove(name);
        } else {
            holder.set(name, value.deepCopy());
        }
    }

    private void dropEmptyExtension(@Nullable String urn) {
        if (urn != null && document.path(urn).isEmpty()) {
            document.remove(urn);
        }
    }

    /** Leaves the list alone where it says the same in another order, so that no-ops are equal. */
    private void renewSchemas() {
        Set<JsonNode> before = new HashSet<>(document.path("schemas").values());
        JsonNode kept = document.get("schemas");
        ResourceBody.renewSchemas(document, definition);
        if (kept != null && before.equals(new HashSet<>(document.path("schemas").values()))) {
            document.set("schemas", kept);
        }
    }

    static ScimException noTarget(PatchPath path) {
        return new ScimException(
                ScimError.NO_TARGET,
                "The resource has no value that fits the path '%s', and none can be made of it: add the value first."
                        .formatted(Shown.of(path.toString())));
    }
}

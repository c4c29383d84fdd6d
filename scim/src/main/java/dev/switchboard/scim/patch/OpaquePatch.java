package dev.switchboard.scim.patch;

import dev.switchboard.scim.resource.AttributeValues;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An operation on an extension that no schema describes, or on an attribute of it. What the URN
 * names, and how values go together, shows in the document: a URN whose beginning is an extension
 * of the resource is an attribute of that one.
 */
final class OpaquePatch {

    private final ObjectNode document;

    OpaquePatch(ObjectNode document) {
        this.document = document;
    }

    void apply(Operation operation, String urn) {
        JsonNode value = operation.value();
        int colon = urn.lastIndexOf(':');
        String holder = colon < 0 ? urn : urn.substring(0, colon);
        if (!document.has(urn) && document.get(holder) instanceof ObjectNode extension) {
            String name = urn.substring(colon + 1);
            if (operation.kind() == Operation.Kind.REMOVE) {
                remove(value, name, extension);
            } else if (value != null) {
                write(operation.kind(), value, name, extension);
            }
            dropEmpty(holder);
        } else if (operation.kind() == Operation.Kind.REMOVE) {
            document.remove(urn);
        } else if (value != null) {
            ObjectNode extension =
                    document.get(urn) instanceof ObjectNode present
                            ? present
                            : document.putObject(urn);
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                write(operation.kind(), entry.getValue(), entry.getKey(), extension);
            }
            dropEmpty(urn);
        }
    }

    private void dropEmpty(String urn) {
        if (document.path(urn).isEmpty()) {
            document.remove(urn);
        }
    }

    /** RFC 7644, sections 3.5.2.1 and 3.5.2.3. */
    private static void write(
            Operation.Kind kind, JsonNode value, String name, ObjectNode extension) {
        JsonNode present = extension.get(name);
        int before = present instanceof ArrayNode array ? array.size() : 0;
        if (AttributeValues.isUnassigned(value)) {
            if (kind == Operation.Kind.REPLACE) {
                extension.remove(name);
            }
        } else if (present instanceof ArrayNode array && kind == Operation.Kind.ADD) {
            append(value, array);
        } else if (present instanceof ObjectNode object && value.isObject()) {
            merge(value, object);
            if (object.isEmpty()) {
                extension.remove(name);
            }
        } else {
            extension.set(name, value.deepCopy());
        }
        if (extension.get(name) instanceof ArrayNode array) {
            AttributeValues.checkNumber(array.size(), before, name);
        }
    }

    private static void append(JsonNode value, ArrayNode array) {
        Set<JsonNode> known = new HashSet<>(array.values());
        Iterable<JsonNode> added = value.isArray() ? value : List.of(value);
        for (JsonNode one : added) {
            if (known.add(one)) {
                array.add(one.deepCopy());
            }
        }
    }

    private static void merge(JsonNode value, ObjectNode object) {
        for (Map.Entry<String, JsonNode> part : value.properties()) {
            if (part.getValue().equals(object.get(part.getKey()))) {
                continue;
            }
            if (AttributeValues.isUnassigned(part.getValue())) {
                object.remove(part.getKey());
            } else {
                object.set(part.getKey(), part.getValue().deepCopy());
            }
        }
    }

    private static void remove(@Nullable JsonNode listed, String name, ObjectNode extension) {
        JsonNode present = extension.get(name);
        if (listed == null) {
            extension.remove(name);
            return;
        }
        Set<JsonNode> meant = new HashSet<>();
        listed.forEach(one -> meant.add(identity(one, true)));
        if (present instanceof ArrayNode array) {
            array.removeIf(value -> isMeant(value, meant));
        }
        boolean emptied = present instanceof ArrayNode array && array.isEmpty();
        if (emptied || (present != null && isMeant(present, meant))) {
            extension.remove(name);
        }
    }

    private static boolean isMeant(JsonNode value, Set<JsonNode> meant) {
        return meant.contains(identity(value, true)) || meant.contains(identity(value, false));
    }

    /** As of the attributes that we know: by the value, and by its type where one is given. */
    private static JsonNode identity(JsonNode value, boolean withType) {
        if (value.isObject() && !value.has("value")) {
            return value;
        }
        ObjectNode identity = JsonNodeFactory.instance.objectNode();
        identity.set("value", value.isObject() ? value.get("value") : value);
        if (withType && value.has("type")) {
            identity.set("type", value.get("type"));
        }
        return identity;
    }
}

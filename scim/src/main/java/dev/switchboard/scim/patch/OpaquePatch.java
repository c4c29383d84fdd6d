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
 * of the resource is an attribute of that one. So it is, whatever the document holds, where the
 * value that is written is no object.
 */
final class OpaquePatch {

    private final ObjectNode document;

    OpaquePatch(ObjectNode document) {
        this.document = document;
    }

    void apply(Operation operation, String urn) {
        JsonNode value = operation.value();
        if (operation.kind() == Operation.Kind.REMOVE) {
            remove(value, urn);
        } else if (value != null) {
            write(operation.kind(), value, urn);
        }
    }

    private void write(Operation.Kind kind, JsonNode value, String urn) {
        if (!value.isObject() || isAttribute(urn)) {
            String holder = holder(urn);
            write(kind, value, name(urn), extension(holder));
            dropEmpty(holder);
            return;
        }
        ObjectNode extension = extension(urn);
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            write(kind, entry.getValue(), entry.getKey(), extension);
        }
        dropEmpty(urn);
    }

    private void remove(@Nullable JsonNode listed, String urn) {
        if (isAttribute(urn)) {
            String holder = holder(urn);
            remove(listed, name(urn), extension(holder));
            dropEmpty(holder);
        } else if (listed == null || namesNothing(listed)) {
            document.remove(urn);
        } else if (document.get(urn) instanceof ObjectNode extension) {
            listed.forEach(one -> removeAttributes(one, urn, extension));
            dropEmpty(urn);
        }
    }

    private static void removeAttributes(JsonNode named, String urn, ObjectNode extension) {
        if (!named.isObject()) {
            throw OperationReader.notAttributesOf(urn);
        }
        for (Map.Entry<String, JsonNode> entry : named.properties()) {
            JsonNode values = entry.getValue();
            JsonNode listed =
                    values.isArray() ? values : JsonNodeFactory.instance.arrayNode().add(values);
            remove(values.isNull() ? null : listed, entry.getKey(), extension);
        }
    }

    private boolean isAttribute(String urn) {
        return !document.has(urn) && document.get(holder(urn)) instanceof ObjectNode;
    }

    private ObjectNode extension(String urn) {
        return document.get(urn) instanceof ObjectNode present ? present : document.putObject(urn);
    }

    /** The extension's URN where {@code urn} is that of an attribute. */
    static String holder(String urn) {
        return urn.substring(0, urn.lastIndexOf(':'));
    }

    /** The attribute's name where {@code urn} is that of an attribute. */
    static String name(String urn) {
        return urn.substring(urn.lastIndexOf(':') + 1);
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
        if (listed == null || (!(present instanceof ArrayNode) && namesNothing(listed))) {
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

    /** Whether a removal's value names none of the values that there are. */
    static boolean saysNothing(JsonNode value) {
        return AttributeValues.isUnassigned(value) || (value.isObject() && value.isEmpty());
    }

    private static boolean namesNothing(JsonNode listed) {
        return listed.values().stream().allMatch(OpaquePatch::saysNothing);
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

package dev.switchboard.scim.patch;

import static dev.switchboard.scim.patch.Operation.Kind.ADD;
import static dev.switchboard.scim.patch.Operation.Kind.REMOVE;

import dev.switchboard.scim.MemberNames;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.Shown;
import dev.switchboard.scim.StorableText;
import dev.switchboard.scim.resource.AttributeValues;
import dev.switchboard.scim.resource.ResourceBody;
import dev.switchboard.scim.resource.UserNames;
import dev.switchboard.scim.schema.Attribute;
import dev.switchboard.scim.schema.AttributePath;
import dev.switchboard.scim.schema.AttributeType;
import dev.switchboard.scim.schema.Mutability;
import dev.switchboard.scim.schema.ResourceDefinition;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/**
 * Makes one operation of a client canonical, which may give none or several: a value without a path
 * becomes one operation for each attribute, a complex value one for each part, so that null within
 * it can clear a part.
 */
final class OperationReader {

    private final ResourceDefinition definition;
    private final List<Operation> into;

    OperationReader(ResourceDefinition definition, List<Operation> into) {
        this.definition = definition;
        this.into = into;
    }

    void readWithoutPath(Operation.Kind kind, @Nullable JsonNode value) {
        if (kind == REMOVE) {
            throw new ScimException(
                    ScimError.NO_TARGET,
                    "A 'remove' must have a path that says what to remove (RFC 7644, section 3.5.2.2).");
        }
        if (value == null || !value.isObject()) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "An operation without a path must have a value that is an object of attributes, such as {\"active\": false}.");
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            if (entry.getKey().equalsIgnoreCase(definition.core().urn())) {
                readWithoutPath(kind, entry.getValue());
                continue;
            }
            PatchPath path = PatchPath.parse(entry.getKey(), definition);
            // Okta sends the id within the value; what the server owns is ignored there.
            if (!isReadOnly(path)) {
                read(kind, path, entry.getValue());
            }
        }
    }

    private static boolean isReadOnly(PatchPath path) {
        Attribute target = path.target();
        return target != null && (target.readOnly() || isReadOnlyPart(path));
    }

    private static boolean isReadOnlyPart(PatchPath path) {
        return path.attribute() != null && path.attribute().readOnly();
    }

    void readWithPath(Operation.Kind kind, String text, @Nullable JsonNode value) {
        PatchPath path = PatchPath.parse(text, definition);
        if (followsFromOthers(path)) {
            return; // whatever the client says
        }
        if (isReadOnly(path)) {
            throw mutability(path, "is read-only: the server sets it");
        }
        read(kind, path, value);
    }

    /**
     * A release that kept a manager's URI made an operation of it, which commands may still hold.
     */
    private static boolean followsFromOthers(PatchPath path) {
        Attribute attribute = path.attribute();
        Attribute part = path.subAttribute();
        return attribute != null
                && (attribute.name().equals("schemas")
                        || (attribute.name().equals("manager")
                                && part != null
                                && part.name().equals("$ref")));
    }

    private void read(Operation.Kind kind, PatchPath path, @Nullable JsonNode value) {
        Attribute attribute = path.attribute();
        if (attribute != null && attribute.mutability() == Mutability.WRITE_ONLY) {
            return; // a password is never kept (RFC 7643, section 4.1.1)
        }
        if (attribute != null && (path.subAttribute() != null || path.filter() != null)) {
            checkEditable(kind, path, attribute);
        }
        if (kind == REMOVE) {
            readRemoval(path, value);
            return;
        }
        if (value == null) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "The operation on '%s' must have a value.".formatted(path.shown()));
        }
        if (AttributeValues.isUnassigned(value)) {
            readUnassigned(kind, path);
        } else if (attribute == null) {
            readExtension(kind, path, value);
        } else if (isWholeSingleComplex(path, attribute)) {
            readParts(kind, path, attribute, value);
        } else {
            readValue(kind, path, attribute, value);
        }
    }

    /** Members come and go, but are never edited (RFC 7643, section 4.2). */
    private static void checkEditable(Operation.Kind kind, PatchPath path, Attribute attribute) {
        Attribute part = path.subAttribute();
        boolean wholeValue = part == null && kind == REMOVE;
        Attribute decisive = part != null ? part : attribute.subAttribute("value");
        if (!wholeValue && decisive != null && decisive.mutability() == Mutability.IMMUTABLE) {
            throw mutability(path, "cannot be edited: remove the value and add another");
        }
    }

    private static boolean isWholeSingleComplex(PatchPath path, Attribute attribute) {
        return path.subAttribute() == null
                && !attribute.multiValued()
                && attribute.type() == AttributeType.COMPLEX;
    }

    private void readUnassigned(Operation.Kind kind, PatchPath path) {
        if (kind == ADD) {
            return; // nothing to add
        }
        Attribute target = path.target();
        if (target != null && target.required()) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "Attribute '%s' is required and cannot be emptied.".formatted(path.shown()));
        }
        into.add(new Operation(REMOVE, path, null));
    }

    private void readExtension(Operation.Kind kind, PatchPath path, JsonNode value) {
        String urn = String.valueOf(path.extension());
        if (definition.extension(urn) == null) {
            readOpaque(kind, urn, value);
            return;
        }
        if (!value.isObject()) {
            throw notAttributesOf(urn);
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            AttributePath part =
                    AttributePath.parse(
                            urn + ":" + entry.getKey(), definition, ScimError.INVALID_PATH);
            if (!part.target().readOnly()) {
                read(kind, PatchPath.of(part), entry.getValue());
            }
        }
    }

    static ScimException notAttributesOf(String urn) {
        return new ScimException(
                ScimError.INVALID_VALUE,
                "The value of the extension '%s' must be an object of its attributes."
                        .formatted(Shown.of(urn)));
    }

    /**
     * Extensions that we do not know: anything but an object is the attribute behind the last
     * colon, as Entra writes it. Which of the two an object is, the resource will show.
     */
    private void readOpaque(Operation.Kind kind, String urn, JsonNode value) {
        if (value.isObject()) {
            value.properties()
                    .forEach(part -> ResourceBody.checkOpaque(urn, part.getKey(), part.getValue()));
        } else {
            String holder = OpaquePatch.holder(urn);
            String name = OpaquePatch.name(urn);
            if (name.isEmpty() || holder.length() <= "urn:".length()) {
                throw new ScimException(
                        ScimError.INVALID_PATH,
                        "'%s' is not the URN of an extension's attribute."
                                .formatted(Shown.of(urn)));
            }
            ResourceBody.checkOpaque(holder, name, value);
        }
        into.add(new Operation(kind, PatchPath.ofExtension(urn), value));
    }

    private void readParts(
            Operation.Kind kind, PatchPath path, Attribute attribute, JsonNode value) {
        if (!value.isObject()) {
            // A bare manager; anything else that is no object is refused in there.
            JsonNode canonical = AttributeValues.canonical(value, attribute, path.shown());
            if (canonical != null) {
                readParts(kind, path, attribute, canonical);
            }
            return;
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            Attribute part = attribute.subAttribute(entry.getKey());
            if (part == null) {
                throw new ScimException(
                        ScimError.INVALID_PATH,
                        "Attribute '%s' has no part '%s'; it has %s."
                                .formatted(
                                        path.shown(),
                                        Shown.of(entry.getKey()),
                                        attribute.subAttributes()));
            }
            if (!part.readOnly()) {
                read(
                        kind,
                        new PatchPath(path.extension(), attribute, null, null, part),
                        entry.getValue());
            }
        }
    }

    private void readValue(
            Operation.Kind kind, PatchPath path, Attribute attribute, JsonNode value) {
        Attribute part = path.subAttribute();
        JsonNode canonical;
        if (part != null) {
            canonical = AttributeValues.canonical(value, part, path.shown());
        } else if (path.filter() != null) {
            JsonNode one = value.isArray() && value.size() == 1 ? value.get(0) : value;
            canonical = AttributeValues.single(one, attribute, path.shown());
        } else {
            canonical = AttributeValues.canonical(value, attribute, path.shown());
        }
        if (canonical == null) {
            readUnassigned(kind, path);
            return;
        }
        if (path.extension() == null && attribute.name().equals("userName")) {
            UserNames.key(canonical.stringValue());
        }
        into.add(new Operation(kind, path, canonical));
    }

    private void readRemoval(PatchPath path, @Nullable JsonNode value) {
        Attribute target = path.target();
        if (target != null && target.required()) {
            throw mutability(path, "is required and cannot be removed");
        }
        Attribute attribute = path.attribute();
        if (attribute == null && value != null && !value.isNull()) {
            readExtensionRemoval(path, value);
            return;
        }
        boolean ofSome =
                attribute != null
                        && attribute.multiValued()
                        && path.filter() == null
                        && path.subAttribute() == null
                        && value != null
                        && !value.isNull();
        if (attribute == null || !ofSome || value == null) {
            into.add(new Operation(REMOVE, path, null));
            return;
        }
        ArrayNode values = removedValues(value, path);
        if (!values.isEmpty()) {
            into.add(new Operation(REMOVE, path, values));
        }
    }

    /** A removal may name some attributes of an extension, or values of one that we do not know. */
    private void readExtensionRemoval(PatchPath path, JsonNode value) {
        if (definition.extension(String.valueOf(path.extension())) == null) {
            StorableText.checkAll(value, path.shown());
            JsonNode listed =
                    value.isArray() ? value : JsonNodeFactory.instance.arrayNode().add(value);
            into.add(new Operation(REMOVE, path, listed));
        } else if (OpaquePatch.saysNothing(value)) {
            into.add(new Operation(REMOVE, path, null));
        } else {
            readExtension(REMOVE, path, value);
        }
    }

    /**
     * Entra names the members to remove in the value, not in the path. Of other attributes a value
     * is named by its type as well, as what {@code add} takes for another one is.
     */
    private static ArrayNode removedValues(JsonNode value, PatchPath path) {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        Iterable<JsonNode> given = value.isArray() ? value : List.of(value);
        for (JsonNode one : given) {
            JsonNode key = one.isObject() ? MemberNames.find(one, "value") : one;
            if (!key.isString()) {
                throw new ScimException(
                        ScimError.INVALID_VALUE,
                        "Each value to remove from '%s' must have a 'value' that is a string."
                                .formatted(path.shown()));
            }
            ObjectNode object = JsonNodeFactory.instance.objectNode().set("value", key);
            JsonNode type = MemberNames.find(one, "type");
            if (type.isString()) {
                object.set("type", type);
            }
            values.add(object);
        }
        return values;
    }

    private static ScimException mutability(PatchPath path, String why) {
        return new ScimException(
                ScimError.MUTABILITY, "Attribute '%s' %s.".formatted(path.shown(), why));
    }
}

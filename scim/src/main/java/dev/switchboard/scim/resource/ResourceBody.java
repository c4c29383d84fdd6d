package dev.switchboard.scim.resource;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.schema.Attribute;
import dev.switchboard.scim.schema.Mutability;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.scim.schema.SchemaDefinition;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Locale;
import java.util.Map;

/** Bodies of POST and PUT. */
public final class ResourceBody {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

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
        if (!body.isObject()) {
            throw new ScimException(
                    ScimError.INVALID_SYNTAX,
                    "The body must be a JSON object that describes a %s."
                            .formatted(definition.name()));
        }
        checkSchemas(body, definition);
        ObjectNode document = NODES.objectNode();
        document.putArray("schemas");
        for (Map.Entry<String, JsonNode> entry : body.properties()) {
            put(entry.getKey(), entry.getValue(), document, definition);
        }
        renewSchemas(document, definition);
        checkRequired(document, definition);
        return document;
    }

    /**
     * Sets {@code schemas} to the core schema and the extensions that the document holds (RFC 7643,
     * section 3; RFC 7644, section 3.5.2).
     */
    public static void renewSchemas(ObjectNode document, ResourceDefinition definition) {
        ArrayNode schemas = NODES.arrayNode().add(definition.core().urn());
        for (Map.Entry<String, JsonNode> entry : document.properties()) {
            if (isUrn(entry.getKey())) {
                schemas.add(entry.getKey());
            }
        }
        document.set("schemas", schemas);
    }

    /**
     * Refuses a document that lacks a required attribute.
     *
     * @throws ScimException {@code invalidValue}, naming the attribute
     */
    public static void checkRequired(ObjectNode document, ResourceDefinition definition) {
        for (Attribute attribute : definition.core().attributes()) {
            if (attribute.required() && !document.has(attribute.name())) {
                throw new ScimException(
                        ScimError.INVALID_VALUE,
                        "Attribute '%s' is required. Map it in the identity provider and try again."
                                .formatted(attribute.name()));
            }
        }
    }

    /** Whether a member of a resource is an extension rather than an attribute. */
    public static boolean isUrn(String name) {
        return name.regionMatches(true, 0, "urn:", 0, 4);
    }

    private static void put(
            String name, JsonNode value, ObjectNode document, ResourceDefinition definition) {
        if (isUrn(name)) {
            putExtension(name, value, document, definition);
            return;
        }
        Attribute attribute = definition.attribute(name);
        if (attribute == null || !isStored(attribute)) {
            return;
        }
        JsonNode canonical = AttributeValues.canonical(value, attribute, attribute.name());
        if (canonical == null) {
            return;
        }
        if (attribute.name().equals("userName")) {
            UserNames.key(canonical.stringValue());
        }
        document.set(attribute.name(), canonical);
    }

    /** Whether the store keeps what clients write there: not read-only, not the password. */
    static boolean isStored(Attribute attribute) {
        return !attribute.readOnly() && attribute.mutability() != Mutability.WRITE_ONLY;
    }

    private static void putExtension(
            String urn, JsonNode value, ObjectNode document, ResourceDefinition definition) {
        if (AttributeValues.isUnassigned(value)) {
            return;
        }
        if (!value.isObject()) {
            throw AttributeValues.wrongType(urn, "an object", value);
        }
        SchemaDefinition extension = definition.extension(urn);
        ObjectNode canonical =
                extension == null ? opaque((ObjectNode) value) : known(value, extension);
        if (!canonical.isEmpty()) {
            document.set(extension == null ? urn : extension.urn(), canonical);
        }
    }

    /** An extension that we do not know is kept for the client as it is. */
    private static ObjectNode opaque(ObjectNode value) {
        ObjectNode kept = NODES.objectNode();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            if (!AttributeValues.isUnassigned(entry.getValue())) {
                kept.set(entry.getKey(), entry.getValue());
            }
        }
        return kept;
    }

    private static ObjectNode known(JsonNode value, SchemaDefinition extension) {
        ObjectNode kept = NODES.objectNode();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            Attribute attribute = extension.attribute(entry.getKey());
            if (attribute == null || !isStored(attribute)) {
                continue;
            }
            JsonNode canonical =
                    AttributeValues.canonical(entry.getValue(), attribute, attribute.name());
            if (canonical != null) {
                kept.set(attribute.name(), canonical);
            }
        }
        return kept;
    }

    private static void checkSchemas(JsonNode body, ResourceDefinition definition) {
        String core = definition.core().urn();
        for (Map.Entry<String, JsonNode> entry : body.properties()) {
            if (entry.getKey().toLowerCase(Locale.ROOT).equals("schemas")) {
                for (JsonNode urn : entry.getValue()) {
                    if (urn.isString() && urn.stringValue().equalsIgnoreCase(core)) {
                        return;
                    }
                }
            }
        }
        throw new ScimException(
                ScimError.INVALID_SYNTAX,
                "The body must have 'schemas' with '%s' in it (RFC 7643, section 3)."
                        .formatted(core));
    }
}

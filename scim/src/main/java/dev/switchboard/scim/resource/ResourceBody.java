package dev.switchboard.scim.resource;

import dev.switchboard.scim.LetterCase;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.Shown;
import dev.switchboard.scim.StorableText;
import dev.switchboard.scim.schema.Attribute;
import dev.switchboard.scim.schema.AttributePath;
import dev.switchboard.scim.schema.Mutability;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.scim.schema.SchemaDefinition;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

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
        document.removeIf(AttributeValues::isEmptyObject);
        renewSchemas(document, definition);
        checkRequired(document, definition);
        return document;
    }

    /**
     * Whether a body says of a core attribute that it has no value, by its name alone or with the
     * core schema's URN; {@link #canonical} leaves out what is emptied and what is not there alike.
     */
    public static boolean empties(String name, JsonNode body, ResourceDefinition definition) {
        String urn = definition.core().urn();
        for (Map.Entry<String, JsonNode> entry : body.properties()) {
            String given = entry.getKey();
            boolean named =
                    given.equalsIgnoreCase(name) || given.equalsIgnoreCase(urn + ":" + name);
            if (named
                    ? AttributeValues.isUnassigned(entry.getValue())
                    : given.equalsIgnoreCase(urn) && empties(name, entry.getValue(), definition)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Sets {@code schemas} to the core schema and the extensions that the document holds (RFC 7643,
     * section 3; RFC 7644, section 3.5.2), in an order that depends on nothing else.
     */
    public static void renewSchemas(ObjectNode document, ResourceDefinition definition) {
        ArrayNode schemas = NODES.arrayNode().add(definition.core().urn());
        for (SchemaDefinition extension : definition.extensions()) {
            if (document.has(extension.urn())) {
                schemas.add(extension.urn());
            }
        }
        document.propertyNames().stream()
                .filter(name -> isUrn(name) && definition.extension(name) == null)
                .sorted()
                .forEach(schemas::add);
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
            putQualified(name, value, document, definition);
            return;
        }
        Attribute attribute = definition.attribute(name);
        if (attribute == null) {
            return;
        }
        put(attribute, attribute.name(), value, document);
    }

    private static void put(Attribute attribute, String shown, JsonNode value, ObjectNode holder) {
        if (!isStored(attribute)) {
            return;
        }
        JsonNode canonical = AttributeValues.canonical(value, attribute, shown);
        if (canonical == null) {
            return;
        }
        if (holder.has(attribute.name())) {
            throw AttributeValues.givenTwice(shown);
        }
        if (attribute.name().equals("userName")) {
            UserNames.key(canonical.stringValue());
        }
        holder.set(attribute.name(), canonical);
    }

    /** Whether the store keeps what clients write there: not read-only, not the password. */
    static boolean isStored(Attribute attribute) {
        return !attribute.readOnly() && attribute.mutability() != Mutability.WRITE_ONLY;
    }

    /** An extension, core attributes under their URN, or one attribute with its full URN. */
    private static void putQualified(
            String urn, JsonNode value, ObjectNode document, ResourceDefinition definition) {
        AttributePath one = definition.find(urn);
        if (one != null && one.subAttribute() == null) {
            String extension = one.extension();
            ObjectNode holder = extension == null ? document : extensionIn(document, extension);
            put(one.attribute(), one.toString(), value, holder);
        } else if (!AttributeValues.isUnassigned(value) && !isUnknownAttribute(urn, definition)) {
            if (!value.isObject()) {
                throw AttributeValues.wrongType(Shown.of(urn), "an object", value);
            }
            putObject(urn, (ObjectNode) value, document, definition);
        }
    }

    private static boolean isUnknownAttribute(String urn, ResourceDefinition definition) {
        return definition.isInKnownSchema(urn) && !urn.equalsIgnoreCase(definition.core().urn());
    }

    private static void putObject(
            String urn, ObjectNode value, ObjectNode document, ResourceDefinition definition) {
        if (urn.equalsIgnoreCase(definition.core().urn())) {
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                if (!isUrn(entry.getKey())) {
                    put(entry.getKey(), entry.getValue(), document, definition);
                }
            }
            return;
        }
        SchemaDefinition known = definition.extension(urn);
        ObjectNode holder = extensionIn(document, known == null ? urn : known.urn());
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            if (known == null) {
                putOpaque(urn, entry.getKey(), entry.getValue(), holder);
                continue;
            }
            Attribute attribute = known.attribute(entry.getKey());
            if (attribute != null) {
                put(attribute, urn + ":" + attribute.name(), entry.getValue(), holder);
            }
        }
    }

    /** An extension that we do not know is kept for the client as it is. */
    private static void putOpaque(String urn, String name, JsonNode value, ObjectNode holder) {
        checkOpaque(urn, name, value);
        if (!AttributeValues.isUnassigned(value)) {
            holder.set(name, value);
        }
    }

    /**
     * Refuses what cannot be stored in an extension that no schema describes.
     *
     * @throws ScimException {@code invalidValue}, naming the extension
     */
    public static void checkOpaque(String urn, String name, JsonNode value) {
        StorableText.check(urn, "schemas");
        String shown = Shown.of(urn) + ":" + Shown.of(name);
        StorableText.check(name, shown);
        StorableText.checkAll(value, shown);
        StorableNumbers.checkAll(value, shown);
    }

    private static ObjectNode extensionIn(ObjectNode document, String urn) {
        JsonNode present = document.get(urn);
        return present instanceof ObjectNode object ? object : document.putObject(urn);
    }

    private static void checkSchemas(JsonNode body, ResourceDefinition definition) {
        String core = definition.core().urn();
        for (Map.Entry<String, JsonNode> entry : body.properties()) {
            if (LetterCase.folded(entry.getKey()).equals("schemas")) {
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

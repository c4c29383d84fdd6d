package dev.switchboard.scim.schema;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * The bodies of {@code /Schemas} and {@code /ResourceTypes} (RFC 7643, sections 6 and 7), made from
 * the definitions that also check requests. {@code meta.location} is left to who knows the base
 * URL.
 */
public final class SchemaDocuments {

    /** The URN of the schema of {@code /ServiceProviderConfig}. */
    public static final String CONFIG_URN = DiscoverySchemas.CONFIG_URN;

    private SchemaDocuments() {}

    /** All schemas of the resource type, the core schema first. */
    public static List<ObjectNode> schemas(ResourceDefinition definition) {
        ArrayNode documents = JsonNodeFactory.instance.arrayNode();
        documents.add(schema(definition.core()));
        definition.extensions().forEach(extension -> documents.add(schema(extension)));
        return documents.values().stream().map(ObjectNode.class::cast).toList();
    }

    /** The schemas of what discovery answers: configuration, resource types, schemas. */
    public static List<ObjectNode> discoverySchemas() {
        return DiscoverySchemas.all().stream().map(SchemaDocuments::schema).toList();
    }

    /** One schema; {@code id} is its URN. */
    public static ObjectNode schema(SchemaDefinition schema) {
        ObjectNode document = document(DiscoverySchemas.SCHEMA_URN, "Schema");
        document.put("id", schema.urn());
        document.put("name", schema.name());
        document.put("description", schema.description());
        document.set("attributes", attributes(schema.attributes()));
        return document;
    }

    /** The resource type; {@code id} is its name. */
    public static ObjectNode resourceType(ResourceDefinition definition) {
        ObjectNode document = document(DiscoverySchemas.RESOURCE_TYPE_URN, "ResourceType");
        document.put("id", definition.name());
        document.put("name", definition.name());
        document.put("description", definition.description());
        document.put("endpoint", definition.endpoint());
        document.put("schema", definition.core().urn());
        ArrayNode extensions = document.putArray("schemaExtensions");
        for (SchemaDefinition extension : definition.extensions()) {
            extensions.addObject().put("schema", extension.urn()).put("required", false);
        }
        return document;
    }

    private static ObjectNode document(String urn, String resourceType) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("schemas").add(urn);
        document.putObject("meta").put("resourceType", resourceType);
        return document;
    }

    private static ArrayNode attributes(List<Attribute> attributes) {
        ArrayNode documents = JsonNodeFactory.instance.arrayNode();
        attributes.forEach(attribute -> documents.add(attribute(attribute)));
        return documents;
    }

    private static ObjectNode attribute(Attribute attribute) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("name", attribute.name());
        document.put("type", attribute.type().wireName());
        if (attribute.type() == AttributeType.COMPLEX) {
            document.set("subAttributes", attributes(attribute.subAttributes()));
        }
        document.put("multiValued", attribute.multiValued());
        document.put("description", attribute.description());
        document.put("required", attribute.required());
        strings(document, "canonicalValues", attribute.canonicalValues());
        if (attribute.type().isText()) {
            document.put("caseExact", attribute.caseExact());
        }
        document.put("mutability", attribute.mutability().wireName());
        document.put("returned", attribute.returned().wireName());
        document.put("uniqueness", attribute.uniqueness().wireName());
        strings(document, "referenceTypes", attribute.referenceTypes());
        return document;
    }

    private static void strings(ObjectNode document, String name, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = document.putArray(name);
            values.forEach(array::add);
        }
    }
}

package dev.switchboard.scim.schema;

import static dev.switchboard.scim.schema.AttributeType.BOOLEAN;
import static dev.switchboard.scim.schema.AttributeType.INTEGER;
import static dev.switchboard.scim.schema.AttributeType.REFERENCE;
import static dev.switchboard.scim.schema.AttributeType.STRING;
import static dev.switchboard.scim.schema.Mutability.READ_ONLY;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The schemas of what discovery answers (RFC 7643, sections 5 to 7 and 8.7.2), with what RFC 9865,
 * section 4, adds. Nothing of it can be written.
 *
 * <p>Section 8.7.2 leaves out {@code etag} and an authentication scheme's {@code type} and {@code
 * primary}, which section 5 and its example have; they are here.
 */
final class DiscoverySchemas {

    static final String CONFIG_URN = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
    static final String RESOURCE_TYPE_URN = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
    static final String SCHEMA_URN = "urn:ietf:params:scim:schemas:core:2.0:Schema";

    private DiscoverySchemas() {}

    static List<SchemaDefinition> all() {
        return List.of(serviceProviderConfig(), resourceType(), schema());
    }

    private static SchemaDefinition serviceProviderConfig() {
        return new SchemaDefinition(
                CONFIG_URN,
                "Service Provider Configuration",
                "Which parts of SCIM this service provider supports",
                List.of(
                        link("documentationUri", "Documentation for people."),
                        feature("patch", "Changes of parts of a resource."),
                        feature(
                                "bulk",
                                "Many requests in one.",
                                must(INTEGER, "maxOperations", "How many operations at most."),
                                must(INTEGER, "maxPayloadSize", "How many bytes at most.")),
                        feature(
                                "filter",
                                "Searches.",
                                must(INTEGER, "maxResults", "Resources of a page at most.")),
                        feature("changePassword", "Changes of passwords."),
                        feature("sort", "Sorted lists."),
                        feature("etag", "Versions and conditional requests."),
                        pagination(),
                        authenticationSchemes()));
    }

    private static Attribute pagination() {
        return shown(
                        Attribute.complex(
                                "pagination",
                                "How a list is read page by page (RFC 9865); forwards only.",
                                List.of(
                                        must(BOOLEAN, "cursor", "Whether by cursor."),
                                        must(BOOLEAN, "index", "Whether by startIndex."),
                                        shown(STRING, "defaultPaginationMethod", "Unless asked.")
                                                .suggesting("cursor", "index")
                                                .build(),
                                        may(INTEGER, "defaultPageSize", "Resources of a page."),
                                        may(INTEGER, "maxPageSize", "Resources at most."),
                                        may(INTEGER, "cursorTimeout", "Seconds it is good for."))))
                .build();
    }

    private static Attribute authenticationSchemes() {
        return shown(
                        Attribute.complex(
                                "authenticationSchemes",
                                "How clients say who they are.",
                                List.of(
                                        shown(STRING, "type", "The kind of scheme.")
                                                .required()
                                                .suggesting(
                                                        "oauth",
                                                        "oauth2",
                                                        "oauthbearertoken",
                                                        "httpbasic",
                                                        "httpdigest")
                                                .build(),
                                        must(STRING, "name", "A name for people."),
                                        must(STRING, "description", "A sentence for people."),
                                        link("specUri", "The scheme's specification."),
                                        link("documentationUri", "The scheme's documentation."),
                                        may(BOOLEAN, "primary", "True for at most one scheme."))))
                .many()
                .required()
                .build();
    }

    private static SchemaDefinition resourceType() {
        return new SchemaDefinition(
                RESOURCE_TYPE_URN,
                "ResourceType",
                "A kind of resource: where it is, and which schemas it has",
                List.of(
                        may(STRING, "id", "The identifier, which is the name."),
                        must(STRING, "name", "The name, also in meta.resourceType."),
                        may(STRING, "description", "A sentence for people."),
                        uri("endpoint", "The path below the base URL."),
                        uri("schema", "The URN of the core schema."),
                        shown(
                                        Attribute.complex(
                                                "schemaExtensions",
                                                "The extensions of the core schema.",
                                                List.of(
                                                        uri("schema", "The extension's URN."),
                                                        must(
                                                                BOOLEAN,
                                                                "required",
                                                                "Whether every resource has it."))))
                                .many()
                                .build()));
    }

    private static SchemaDefinition schema() {
        List<Attribute> parts = new ArrayList<>(characteristics());
        // No other schema has complex parts of a complex attribute (section 7).
        parts.add(
                shown(
                                Attribute.complex(
                                        "subAttributes",
                                        "The parts of a complex attribute.",
                                        characteristics()))
                        .many()
                        .build());
        return new SchemaDefinition(
                SCHEMA_URN,
                "Schema",
                "The attributes of a kind of resource, or of an extension",
                List.of(
                        must(STRING, "id", "The schema's URN."),
                        may(STRING, "name", "A name for people."),
                        may(STRING, "description", "A sentence for people."),
                        shown(Attribute.complex("attributes", "The schema's attributes.", parts))
                                .many()
                                .required()
                                .build()));
    }

    /** What a schema says of an attribute (section 2.2). */
    private static List<Attribute> characteristics() {
        return List.of(
                must(STRING, "name", "The attribute's name."),
                word("type", "The data type.", AttributeType.values(), AttributeType::wireName),
                must(BOOLEAN, "multiValued", "Whether it is a list."),
                may(STRING, "description", "A sentence for people."),
                must(BOOLEAN, "required", "Whether a resource must have a value."),
                shown(STRING, "canonicalValues", "Suggested values.").many().build(),
                may(BOOLEAN, "caseExact", "Whether letter case counts."),
                word("mutability", "When written.", Mutability.values(), Mutability::wireName),
                word("returned", "When returned.", Returned.values(), Returned::wireName),
                word("uniqueness", "How far unique.", Uniqueness.values(), Uniqueness::wireName),
                shown(STRING, "referenceTypes", "What a reference points to.").many().build());
    }

    private static Attribute feature(String name, String description, Attribute... limits) {
        List<Attribute> parts = new ArrayList<>();
        parts.add(must(BOOLEAN, "supported", "Whether it is supported."));
        parts.addAll(List.of(limits));
        return shown(Attribute.complex(name, description, parts)).required().build();
    }

    private static <T> Attribute word(
            String name, String description, T[] words, Function<T, String> wireName) {
        return shown(STRING, name, description)
                .required()
                .caseExact()
                .suggesting(Arrays.stream(words).map(wireName).toArray(String[]::new))
                .build();
    }

    private static Attribute link(String name, String description) {
        return shown(REFERENCE, name, description).pointingTo("external").build();
    }

    private static Attribute uri(String name, String description) {
        return shown(REFERENCE, name, description).required().pointingTo("uri").build();
    }

    private static Attribute must(AttributeType type, String name, String description) {
        return shown(type, name, description).required().build();
    }

    private static Attribute may(AttributeType type, String name, String description) {
        return shown(type, name, description).build();
    }

    private static Attribute.Builder shown(AttributeType type, String name, String description) {
        return shown(Attribute.of(type, name, description));
    }

    private static Attribute.Builder shown(Attribute.Builder builder) {
        return builder.mutability(READ_ONLY);
    }
}

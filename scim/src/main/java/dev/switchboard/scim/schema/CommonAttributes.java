package dev.switchboard.scim.schema;

import static dev.switchboard.scim.schema.Mutability.READ_ONLY;

import java.util.List;

/** What every resource has (RFC 7643, sections 3 and 3.1); not listed in schema documents. */
final class CommonAttributes {

    static final List<Attribute> ALL =
            List.of(
                    Attribute.of(AttributeType.REFERENCE, "schemas", "The schemas of the resource.")
                            .many()
                            .required()
                            .mutability(READ_ONLY)
                            .returned(Returned.ALWAYS)
                            .pointingTo("uri")
                            .build(),
                    Attribute.string("id", "The identifier that the server gave.")
                            .caseExact()
                            .mutability(READ_ONLY)
                            .returned(Returned.ALWAYS)
                            .uniqueness(Uniqueness.SERVER)
                            .build(),
                    Attribute.string("externalId", "The identifier that the client gave.")
                            .caseExact()
                            .build(),
                    Attribute.complex(
                                    "meta",
                                    "What the server notes of the resource.",
                                    List.of(
                                            noted(AttributeType.STRING, "resourceType"),
                                            noted(AttributeType.DATE_TIME, "created"),
                                            noted(AttributeType.DATE_TIME, "lastModified"),
                                            noted(AttributeType.REFERENCE, "location"),
                                            noted(AttributeType.STRING, "version")))
                            .mutability(READ_ONLY)
                            .build());

    private CommonAttributes() {}

    private static Attribute noted(AttributeType type, String name) {
        return Attribute.of(type, name, "RFC 7643, section 3.1.")
                .caseExact()
                .mutability(READ_ONLY)
                .build();
    }
}

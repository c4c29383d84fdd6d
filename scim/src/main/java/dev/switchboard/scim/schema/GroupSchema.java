package dev.switchboard.scim.schema;

import static dev.switchboard.scim.schema.Mutability.IMMUTABLE;

import java.util.List;

/** The core schema of groups (RFC 7643, sections 4.2 and 8.7.1). */
final class GroupSchema {

    private GroupSchema() {}

    static SchemaDefinition core() {
        return new SchemaDefinition(
                ResourceDefinition.GROUP_URN,
                "Group",
                "Group",
                List.of(
                        Attribute.string("displayName", "A name for people.").required().build(),
                        Attribute.complex("members", "The members of the group.", member())
                                .many()
                                .build()));
    }

    private static List<Attribute> member() {
        return List.of(
                Attribute.string("value", "The identifier of the member.")
                        .required()
                        .caseExact()
                        .mutability(IMMUTABLE)
                        .build(),
                Attribute.of(AttributeType.REFERENCE, "$ref", "The URI of the member.")
                        .mutability(IMMUTABLE)
                        .pointingTo("User", "Group")
                        .build(),
                Attribute.string("type", "What the member is.")
                        .mutability(IMMUTABLE)
                        .suggesting("User", "Group")
                        .build(),
                Attribute.string("display", "The member's name for people.")
                        .mutability(IMMUTABLE)
                        .build());
    }
}

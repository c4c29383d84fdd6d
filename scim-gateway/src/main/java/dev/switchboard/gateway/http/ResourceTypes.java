package dev.switchboard.gateway.http;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.Shown;
import dev.switchboard.scim.resource.Projection;
import dev.switchboard.scim.schema.ResourceDefinition;

import java.util.UUID;

/** What the path says of a resource. */
final class ResourceTypes {

    private static final String SEARCH = ".search";

    private ResourceTypes() {}

    /** The schema of a type. */
    static ResourceDefinition definitionOf(ResourceType type) {
        return switch (type) {
            case USER -> ResourceDefinition.USER;
            case GROUP -> ResourceDefinition.GROUP;
        };
    }

    /**
     * The id in a path. Ours are UUIDs in lower case; what is none names no resource.
     *
     * @throws ScimException 404
     */
    static UUID idOf(ResourceType type, String text) {
        if (text.length() == 36) {
            try {
                UUID id = UUID.fromString(text);
                if (id.toString().equals(text)) {
                    return id;
                }
            } catch (IllegalArgumentException e) {
                // No id of ours: answered like an unknown one.
            }
        }
        throw notFound(type, text);
    }

    /** The answer for an id that this company has not: no matter whether another has it. */
    static ScimException notFound(ResourceType type, String id) {
        return new ScimException(
                ScimError.NOT_FOUND,
                "%s '%s' not found. It was deleted, or never existed in this company."
                        .formatted(type.scimName(), Shown.of(id)));
    }

    /** Whether the user's groups are to be read, together with the user: they are few. */
    static boolean readsGroups(ResourceType type, Projection projection) {
        return type == ResourceType.USER && projection.includes("groups");
    }

    /** Whether the group's members are to be read, while it is written: they may be many. */
    static boolean readsMembers(ResourceType type, Projection projection) {
        return type == ResourceType.GROUP && projection.includes("members");
    }

    /** Whether an id in a path is really the search endpoint, asked with a wrong method. */
    static boolean isSearch(String id) {
        return id.equals(SEARCH);
    }
}

package dev.switchboard.messages;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.UUID;

/**
 * A change that a SCIM client asked for and the provisioner has yet to decide. Keyed by the
 * resource's id, so that one resource's commands stay in order. The gateway has checked everything
 * that can be checked without state; a password is never part of a command (RFC 7643, section
 * 4.1.1).
 */
public sealed interface Command extends Message {

    /** Users or groups. */
    ResourceType resourceType();

    /** The resource that the command is for; a create's is chosen by the gateway (UUIDv7). */
    UUID resourceId();

    /**
     * Create the resource (RFC 7644, section 3.3).
     *
     * @param resource the client's attributes in canonical form, without {@code id} and {@code
     *     meta}
     */
    record Create(ResourceType resourceType, UUID resourceId, ObjectNode resource)
            implements Command {
        public Create {
            requireNonNull(resourceType, "resourceType");
            requireNonNull(resourceId, "resourceId");
            requireNonNull(resource, "resource");
        }
    }

    /**
     * Replace what the client may write (RFC 7644, section 3.5.1).
     *
     * @param resource the client's attributes in canonical form, without {@code id} and {@code
     *     meta}
     * @param ifMatch the {@code If-Match} header as sent, or null
     */
    record Replace(
            ResourceType resourceType,
            UUID resourceId,
            ObjectNode resource,
            @Nullable String ifMatch)
            implements Command {
        public Replace {
            requireNonNull(resourceType, "resourceType");
            requireNonNull(resourceId, "resourceId");
            requireNonNull(resource, "resource");
        }
    }

    /**
     * Change parts of the resource (RFC 7644, section 3.5.2).
     *
     * @param operations the PATCH operations in canonical form: lower-case {@code op}, {@code path}
     *     where there is one, {@code value}
     * @param ifMatch the {@code If-Match} header as sent, or null
     */
    record Patch(
            ResourceType resourceType,
            UUID resourceId,
            ArrayNode operations,
            @Nullable String ifMatch)
            implements Command {
        public Patch {
            requireNonNull(resourceType, "resourceType");
            requireNonNull(resourceId, "resourceId");
            requireNonNull(operations, "operations");
        }
    }

    /**
     * Delete the resource (RFC 7644, section 3.6).
     *
     * @param ifMatch the {@code If-Match} header as sent, or null
     */
    record Delete(ResourceType resourceType, UUID resourceId, @Nullable String ifMatch)
            implements Command {
        public Delete {
            requireNonNull(resourceType, "resourceType");
            requireNonNull(resourceId, "resourceId");
        }
    }
}

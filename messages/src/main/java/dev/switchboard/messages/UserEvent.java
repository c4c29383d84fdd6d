package dev.switchboard.messages;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.util.UUID;

/**
 * What has happened to a user. The types are those of RFC 9967, section 2. All but {@link
 * UserDeleted} carry the whole resource as it is after the change.
 */
public sealed interface UserEvent extends ResourceEvent {

    /** The user's SCIM id, also the record's key. */
    UUID userId();

    /**
     * {@code urn:ietf:params:scim:event:prov:create:full}
     *
     * @param active whether the user may use the service; a suspended user's number stays reserved
     * @param office the office that was resolved for the user, or null where none suits
     * @param entitlement what the user may have; null, from writers that do not know of it, means
     *     {@link Entitlement#DEFAULT}
     * @param data the resource without {@code meta.location}
     */
    record UserCreated(
            UUID userId,
            long version,
            boolean active,
            @Nullable Office office,
            @Nullable Entitlement entitlement,
            ObjectNode data)
            implements UserEvent {
        public UserCreated {
            requireNonNull(userId, "userId");
            requireNonNull(data, "data");
        }

        /** Without a word about entitlement. */
        public UserCreated(
                UUID userId,
                long version,
                boolean active,
                @Nullable Office office,
                ObjectNode data) {
            this(userId, version, active, office, null, data);
        }
    }

    /** {@code urn:ietf:params:scim:event:prov:put:full}: anything but {@code active} changed. */
    record UserUpdated(
            UUID userId,
            long version,
            boolean active,
            @Nullable Office office,
            @Nullable Entitlement entitlement,
            ObjectNode data)
            implements UserEvent {
        public UserUpdated {
            requireNonNull(userId, "userId");
            requireNonNull(data, "data");
        }

        /** Without a word about entitlement. */
        public UserUpdated(
                UUID userId,
                long version,
                boolean active,
                @Nullable Office office,
                ObjectNode data) {
            this(userId, version, active, office, null, data);
        }
    }

    /** {@code urn:ietf:params:scim:event:prov:activate}, other changes of the request included. */
    record UserActivated(
            UUID userId,
            long version,
            @Nullable Office office,
            @Nullable Entitlement entitlement,
            ObjectNode data)
            implements UserEvent {
        public UserActivated {
            requireNonNull(userId, "userId");
            requireNonNull(data, "data");
        }

        /** Without a word about entitlement. */
        public UserActivated(UUID userId, long version, @Nullable Office office, ObjectNode data) {
            this(userId, version, office, null, data);
        }
    }

    /** {@code urn:ietf:params:scim:event:prov:deactivate}, other changes included. */
    record UserDeactivated(
            UUID userId,
            long version,
            @Nullable Office office,
            @Nullable Entitlement entitlement,
            ObjectNode data)
            implements UserEvent {
        public UserDeactivated {
            requireNonNull(userId, "userId");
            requireNonNull(data, "data");
        }

        /** Without a word about entitlement. */
        public UserDeactivated(
                UUID userId, long version, @Nullable Office office, ObjectNode data) {
            this(userId, version, office, null, data);
        }
    }

    /** {@code urn:ietf:params:scim:event:prov:delete} */
    record UserDeleted(UUID userId, long version) implements UserEvent {
        public UserDeleted {
            requireNonNull(userId, "userId");
        }
    }
}

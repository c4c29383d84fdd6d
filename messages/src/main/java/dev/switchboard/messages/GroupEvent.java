package dev.switchboard.messages;

import static java.util.Objects.requireNonNull;

import tools.jackson.databind.node.ObjectNode;

import java.util.UUID;

/**
 * What has happened to a group. A change carries only what has changed, since a group may have tens
 * of thousands of members (RFC 9967, section 5). An event names 1,000 members at most: a change of
 * more is told in several events, each the next version of the group.
 */
public sealed interface GroupEvent extends ResourceEvent {

    /** The group's SCIM id, also the record's key. */
    UUID groupId();

    /**
     * {@code urn:ietf:params:scim:event:prov:create:full}
     *
     * @param data the whole group, members included (the first 1,000), without {@code
     *     meta.location}
     */
    record GroupCreated(UUID groupId, long version, ObjectNode data) implements GroupEvent {
        public GroupCreated {
            requireNonNull(groupId, "groupId");
            requireNonNull(data, "data");
        }
    }

    /**
     * {@code urn:ietf:params:scim:event:prov:patch:full}
     *
     * @param data what has really changed, as a PatchOp message (RFC 7644, section 3.5.2): added
     *     members, removed members, replaced attributes
     */
    record GroupPatched(UUID groupId, long version, ObjectNode data) implements GroupEvent {
        public GroupPatched {
            requireNonNull(groupId, "groupId");
            requireNonNull(data, "data");
        }
    }

    /** {@code urn:ietf:params:scim:event:prov:delete} */
    record GroupDeleted(UUID groupId, long version) implements GroupEvent {
        public GroupDeleted {
            requireNonNull(groupId, "groupId");
        }
    }
}

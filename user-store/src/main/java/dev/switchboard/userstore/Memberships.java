package dev.switchboard.userstore;

import dev.switchboard.messages.ResourceType;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads who is a member of what. */
final class Memberships {

    /** Rows of {@link #byMember} that the driver has at a time. */
    static final int FETCH = 500;

    private Memberships() {}

    /** The groups of each user in the order of their ids; users without groups are left out. */
    static Map<UUID, List<GroupMembership>> ofUsers(JdbcClient jdbc, Collection<UUID> userIds) {
        Map<UUID, List<GroupMembership>> groups = new HashMap<>();
        if (userIds.isEmpty()) {
            return groups;
        }
        jdbc.sql(
                        """
                        select m.member_id, g.id, g.display_name
                        from users.group_member m join users.scim_group g on g.id = m.group_id
                        where m.member_id = any(?::uuid[])
                        order by g.id
                        """)
                .withFetchSize(FETCH)
                .param(Batch.ids(userIds))
                .query(byMember(groups, AtOnce.text(userIds.size(), "users' groups")));
        return groups;
    }

    /** Adds rows of a {@code member_id} and its group's {@code id} and {@code display_name}. */
    static RowCallbackHandler byMember(Map<UUID, List<GroupMembership>> groups, AtOnce atOnce) {
        return row -> {
            String name = row.getString("display_name");
            atOnce.add(name);
            groups.computeIfAbsent(Rows.id(row, "member_id"), id -> new ArrayList<>())
                    .add(new GroupMembership(Rows.id(row, "id"), name));
        };
    }

    /** Reads a JSON list of lists of a group's id and name, or null. */
    static List<GroupMembership> groups(@Nullable String json) {
        List<GroupMembership> groups = new ArrayList<>();
        for (JsonNode group : Rows.list(json)) {
            groups.add(
                    new GroupMembership(
                            UUID.fromString(group.path(0).stringValue()),
                            group.path(1).stringValue()));
        }
        return groups;
    }

    /** The type with that name in SCIM. */
    static ResourceType type(String scimName) {
        return scimName.equals(ResourceType.GROUP.scimName())
                ? ResourceType.GROUP
                : ResourceType.USER;
    }
}

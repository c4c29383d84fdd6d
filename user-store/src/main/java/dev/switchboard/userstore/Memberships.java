package dev.switchboard.userstore;

import dev.switchboard.messages.ResourceType;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads who is a member of what. */
final class Memberships {

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
                .param(Batch.ids(userIds))
                .query(
                        row -> {
                            groups.computeIfAbsent(
                                            Rows.id(row, "member_id"), id -> new ArrayList<>())
                                    .add(
                                            new GroupMembership(
                                                    Rows.id(row, "id"),
                                                    row.getString("display_name")));
                        });
        return groups;
    }

    /** The members of each group in the order of their ids; groups without any are left out. */
    static Map<UUID, List<Member>> ofGroups(JdbcClient jdbc, Collection<UUID> groupIds) {
        Map<UUID, List<Member>> members = new HashMap<>();
        if (groupIds.isEmpty()) {
            return members;
        }
        jdbc.sql(
                        """
                        select group_id, member_id, member_type, display from users.group_member
                        where group_id = any(?::uuid[]) order by member_id
                        """)
                .param(Batch.ids(groupIds))
                .query(
                        row -> {
                            members.computeIfAbsent(
                                            Rows.id(row, "group_id"), id -> new ArrayList<>())
                                    .add(
                                            new Member(
                                                    Rows.id(row, "member_id"),
                                                    type(row.getString("member_type")),
                                                    row.getString("display")));
                        });
        return members;
    }

    /** The type with that name in SCIM. */
    static ResourceType type(String scimName) {
        return scimName.equals(ResourceType.GROUP.scimName())
                ? ResourceType.GROUP
                : ResourceType.USER;
    }
}

package dev.switchboard.userstore;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.patch.MemberChange;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** Statements on the members of a group. */
final class MemberWrites {

    /** It is for people to read, and a message names a thousand of them. */
    private static final int LONGEST_DISPLAY = 1024;

    private final JdbcClient jdbc;

    MemberWrites(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The identifiers that can be ids of ours, each once. */
    static List<UUID> ids(Collection<String> values) {
        Set<UUID> ids = new LinkedHashSet<>();
        for (String value : values) {
            UUID id = id(value);
            if (id != null) {
                ids.add(id);
            }
        }
        return List.copyOf(ids);
    }

    /**
     * Those that the company has and the group has not, with their type as it is. Keeps them from
     * being deleted until the transaction ends.
     */
    List<Member> unlisted(UUID groupId, UUID companyId, Collection<MemberChange.Member> named) {
        Map<UUID, @Nullable String> displays = new LinkedHashMap<>();
        for (MemberChange.Member member : named) {
            UUID id = id(member.value());
            if (id != null) {
                displays.putIfAbsent(id, shortened(member.display()));
            }
        }
        Map<UUID, ResourceType> types = new HashMap<>();
        locked("users.scim_user", groupId, companyId, displays.keySet())
                .forEach(id -> types.put(id, ResourceType.USER));
        locked("users.scim_group", groupId, companyId, displays.keySet())
                .forEach(id -> types.put(id, ResourceType.GROUP));
        List<Member> unlisted = new ArrayList<>();
        displays.forEach(
                (id, display) -> {
                    ResourceType type = types.get(id);
                    if (type != null) {
                        unlisted.add(new Member(id, type, display));
                    }
                });
        return unlisted;
    }

    private static @Nullable String shortened(@Nullable String display) {
        return display == null || display.length() <= LONGEST_DISPLAY
                ? display
                : display.substring(0, display.offsetByCodePoints(0, LONGEST_DISPLAY / 2));
    }

    private List<UUID> locked(String table, UUID groupId, UUID companyId, Collection<UUID> ids) {
        // Not those that are members: a full push of a large group names nearly all of them.
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(locking(table))
                        .params(Batch.ids(ids), companyId, groupId)
                        .query((row, number) -> Rows.id(row, "id"))
                        .list();
    }

    static String locking(String table) {
        return """
               select r.id from %s r
               where r.id = any(?::uuid[]) and %s and not exists (
                   select 1 from users.group_member m where m.group_id = ? and m.member_id = r.id)
               order by r.id for key share of r
               """
                .formatted(table, ResourceQueries.OF_COMPANY);
    }

    /** Adds those that are not members yet, and returns them. */
    List<Member> add(UUID groupId, UUID companyId, List<Member> members) {
        if (members.isEmpty()) {
            return List.of();
        }
        List<Object> params = new ArrayList<>(List.of(groupId, companyId));
        params.addAll(
                Batch.of(members)
                        .with(Member::id)
                        .with(member -> member.type().scimName())
                        .with(Member::display)
                        .columns());
        return jdbc.sql(
                        """
                        insert into users.group_member (group_id, company_id, member_id, member_type, display)
                        select ?, ?, n.* from unnest(?::uuid[], ?::text[], ?::text[]) as n
                        on conflict do nothing
                        returning member_id, member_type, display
                        """)
                .params(params)
                .query(MemberWrites::member)
                .list();
    }

    /**
     * Removes those, and returns those that were members. As {@link #leaveAll} and {@link
     * #removeOthers} does, without their display: there is no bound to how many they are.
     */
    List<Member> remove(UUID groupId, List<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(
                                """
                                delete from users.group_member
                                where group_id = ? and member_id = any(?::uuid[])
                                returning member_id, member_type
                                """)
                        .params(groupId, Batch.ids(ids))
                        .query(MemberWrites::removed)
                        .list();
    }

    /** Ends all memberships of these; returns those that there were, by the groups' ids. */
    Map<UUID, List<Member>> leaveAll(Collection<UUID> ids) {
        Map<UUID, List<Member>> left = new HashMap<>();
        jdbc.sql(
                        """
                        delete from users.group_member where member_id = any(?::uuid[])
                        returning group_id, member_id, member_type
                        """)
                .param(Batch.ids(ids))
                .query(
                        row -> {
                            left.computeIfAbsent(Rows.id(row, "group_id"), _ -> new ArrayList<>())
                                    .add(removed(row, 0));
                        });
        return left;
    }

    /** Removes all but those, and returns the removed. */
    List<Member> removeOthers(UUID groupId, List<UUID> ids) {
        // Planned for as many as there are: a plan for a few would compare each member with each.
        jdbc.sql("set local plan_cache_mode = force_custom_plan").update();
        List<Member> removed =
                jdbc.sql(
                                """
                        delete from users.group_member m
                        where m.group_id = ? and not exists (
                            select 1 from unnest(?::uuid[]) as kept (id) where kept.id = m.member_id)
                        returning member_id, member_type
                        """)
                        .params(groupId, Batch.ids(ids))
                        .query(MemberWrites::removed)
                        .list();
        jdbc.sql("set local plan_cache_mode to default").update();
        return removed;
    }

    List<Member> first(UUID groupId, int limit) {
        return jdbc.sql(
                        "select member_id, member_type, display from users.group_member where group_id = ? order by member_id limit ?")
                .params(groupId, limit)
                .query(MemberWrites::member)
                .list();
    }

    List<UUID> fitting(UUID groupId, Predicate<Member> wanted) {
        List<UUID> fitting = new ArrayList<>();
        jdbc.sql(
                        "select member_id, member_type, display from users.group_member where group_id = ?")
                .withFetchSize(Memberships.FETCH)
                .param(groupId)
                .query(
                        row -> {
                            Member member = member(row, 0);
                            if (wanted.test(member)) {
                                fitting.add(member.id());
                            }
                        });
        return fitting;
    }

    private static Member removed(ResultSet row, int number) throws SQLException {
        return new Member(
                Rows.id(row, "member_id"), Memberships.type(row.getString("member_type")), null);
    }

    private static Member member(ResultSet row, int number) throws SQLException {
        return new Member(
                Rows.id(row, "member_id"),
                Memberships.type(row.getString("member_type")),
                row.getString("display"));
    }

    static @Nullable UUID id(String value) {
        // UUID.fromString also reads shortened forms, which are not ids that we gave.
        if (value.length() != 36) {
            return null;
        }
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException notAnId) {
            return null;
        }
    }
}

package dev.switchboard.userstore;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.filter.Filter;
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

/** Statements on the members of a group. */
final class MemberWrites {

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
     * Those members that the company has, with their type as it is. Keeps them from being deleted
     * until the transaction ends.
     */
    List<Member> known(UUID companyId, Collection<MemberChange.Member> named) {
        Map<UUID, @Nullable String> displays = new LinkedHashMap<>();
        for (MemberChange.Member member : named) {
            UUID id = id(member.value());
            if (id != null) {
                displays.putIfAbsent(id, member.display());
            }
        }
        Map<UUID, ResourceType> types = new HashMap<>();
        locked("users.scim_user", companyId, displays.keySet())
                .forEach(id -> types.put(id, ResourceType.USER));
        locked("users.scim_group", companyId, displays.keySet())
                .forEach(id -> types.put(id, ResourceType.GROUP));
        List<Member> known = new ArrayList<>();
        displays.forEach(
                (id, display) -> {
                    ResourceType type = types.get(id);
                    if (type != null) {
                        known.add(new Member(id, type, display));
                    }
                });
        return known;
    }

    private List<UUID> locked(String table, UUID companyId, Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(
                                "select id from %s where id = any(?::uuid[]) and company_id = ? order by id for key share"
                                        .formatted(table))
                        .params(Batch.ids(ids), companyId)
                        .query((row, number) -> Rows.id(row, "id"))
                        .list();
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

    /** Removes those, and returns those that were members. */
    List<Member> remove(UUID groupId, List<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(
                                """
                                delete from users.group_member
                                where group_id = ? and member_id = any(?::uuid[])
                                returning member_id, member_type, display
                                """)
                        .params(groupId, Batch.ids(ids))
                        .query(MemberWrites::member)
                        .list();
    }

    /** Removes those that fit, and returns them. */
    List<Member> removeMatching(UUID groupId, Filter filter) {
        SqlText sql = new SqlText();
        sql.add("delete from users.group_member m where m.group_id = ").bind(groupId).add(" and (");
        FilterSql.addMember(filter, sql);
        sql.add(") returning member_id, member_type, display");
        return jdbc.sql(sql.toString()).params(sql.params()).query(MemberWrites::member).list();
    }

    /** Removes all but those, and returns the removed. */
    List<Member> removeOthers(UUID groupId, List<UUID> ids) {
        return jdbc.sql(
                        """
                        delete from users.group_member m
                        where m.group_id = ? and not exists (
                            select 1 from unnest(?::uuid[]) as kept (id) where kept.id = m.member_id)
                        returning member_id, member_type, display
                        """)
                .params(groupId, Batch.ids(ids))
                .query(MemberWrites::member)
                .list();
    }

    List<Member> all(UUID groupId) {
        return jdbc.sql(
                        "select member_id, member_type, display from users.group_member where group_id = ? order by member_id")
                .param(groupId)
                .query(MemberWrites::member)
                .list();
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

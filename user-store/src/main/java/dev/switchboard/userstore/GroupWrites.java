package dev.switchboard.userstore;

import dev.switchboard.scim.patch.MemberChange;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The provisioner's changes of groups; each method takes part in the caller's transaction, which
 * has locked the group. Only {@link #replaceMembers} looks at members other than those it is about.
 */
public final class GroupWrites {

    private static final String COLUMNS =
            "id, company_id, display_name, external_id, version, created_at, last_modified, document";

    /** The first key of the advisory locks on groups' names; no other lock has it. */
    private static final int NAME_LOCK = 782_519_017;

    private final JdbcClient jdbc;
    private final MemberWrites members;

    public GroupWrites(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.members = new MemberWrites(jdbc);
    }

    /**
     * Reads the groups and keeps others from changing them until the transaction ends.
     *
     * @return those that exist, in the order of their ids
     * @throws TooMuchAtOnceException where several are too large to be in memory together
     */
    public Map<UUID, GroupRow> lock(Collection<UUID> ids) {
        Map<UUID, GroupRow> groups = new LinkedHashMap<>();
        AtOnce atOnce = AtOnce.takenApart(ids.size(), "groups");
        jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from users.scim_group where id = any(?::uuid[])"
                                + " order by id for no key update")
                .withFetchSize(AtOnce.FETCH)
                .param(Batch.ids(ids))
                .query(
                        row -> {
                            atOnce.add(row.getString("document"));
                            GroupRow group = Rows.group(row, 0);
                            groups.put(group.id(), group);
                        });
        return groups;
    }

    /**
     * Keeps others from calling this for the same names until the transaction ends. Upper and lower
     * case letters are the same.
     */
    public void holdNames(Collection<Name> names) {
        List<Object> params = new ArrayList<>(List.of(NAME_LOCK));
        params.addAll(Batch.of(names).with(Name::companyId).with(Name::displayName).columns());
        jdbc.sql(
                        """
                        select pg_advisory_xact_lock(?, key) from (
                            select distinct hashtext(company || lower(name collate pg_unicode_fast)) as key
                            from unnest(?::text[], ?::text[]) as n (company, name) order by key) as n
                        """)
                .params(params)
                .query(row -> {});
    }

    /** A name in a company, which several groups may have. */
    public record Name(UUID companyId, String displayName) {}

    /**
     * The oldest group of that name and external id that was noted as late or made in time, and
     * keeps others from changing it until the transaction ends. Upper and lower case letters are
     * the same.
     *
     * @param since only one made then or later
     * @param madeSince where it was not noted as late, only if made then or later; null for never
     */
    public Optional<Namesake> firstNamesake(
            Name name, @Nullable String externalId, Instant since, @Nullable Instant madeSince) {
        return jdbc.sql(
                        """
                        select %s, late_since from users.scim_group
                        where company_id = ? and created_at >= ?
                            and left(lower(display_name collate pg_unicode_fast), 200)
                                = left(lower(?::text collate pg_unicode_fast), 200)
                            and lower(display_name collate pg_unicode_fast)
                                = lower(?::text collate pg_unicode_fast)
                            and external_id is not distinct from ?::text
                            and (late_since is not null or created_at >= ?::timestamptz)
                        order by created_at, id limit 1 for no key update
                        """
                                .formatted(COLUMNS))
                .param(name.companyId())
                .param(since.atOffset(ZoneOffset.UTC))
                .param(name.displayName())
                .param(name.displayName())
                .param(externalId)
                .param(madeSince == null ? null : madeSince.atOffset(ZoneOffset.UTC))
                .query(
                        (row, number) ->
                                new Namesake(
                                        Rows.group(row, number),
                                        Rows.instantOrNull(row, "late_since")))
                .optional();
    }

    /**
     * A group of a name that is looked for.
     *
     * @param lateSince when its create was asked for, if {@link #noteLate} was told; else null
     */
    public record Namesake(GroupRow group, @Nullable Instant lateSince) {}

    /**
     * Notes that a group was made too late for its client to hear of it.
     *
     * @param asked when its create was asked for
     */
    public void noteLate(UUID groupId, Instant asked) {
        jdbc.sql("update users.scim_group set late_since = ? where id = ?")
                .params(asked.atOffset(ZoneOffset.UTC), groupId)
                .update();
    }

    /**
     * The groups that these users or groups are members of, and those of these ids: keeps others
     * from changing them until the transaction ends. Whoever changes groups begins with this, so
     * that all lock them in one order, before the users.
     */
    public void lock(Collection<UUID> ids, Collection<UUID> ofMembers) {
        jdbc.sql(
                        """
                        select id from users.scim_group where id in (
                            select unnest(?::uuid[])
                            union
                            select group_id from users.group_member where member_id = any(?::uuid[]))
                        order by id for no key update
                        """)
                .params(Batch.ids(ids), Batch.ids(ofMembers))
                .query(row -> {});
    }

    /**
     * Inserts a group.
     *
     * @param named its members; those that the company does not have are left out
     * @return its members
     */
    public List<Member> insert(GroupRow group, Collection<MemberChange.Member> named) {
        jdbc.sql(
                        """
                        insert into users.scim_group (%s)
                        select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::bigint[],
                            ?::timestamptz[], ?::timestamptz[], ?::jsonb[])
                        """
                                .formatted(COLUMNS))
                .params(columns(group))
                .update();
        return addMembers(group.id(), group.companyId(), named);
    }

    /** Writes all but id, company and time of creation. */
    public void update(GroupRow group) {
        jdbc.sql(
                        """
                        update users.scim_group g set display_name = n.display_name,
                            external_id = n.external_id, version = n.version,
                            last_modified = n.last_modified, document = n.document
                        from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::bigint[],
                            ?::timestamptz[], ?::timestamptz[], ?::jsonb[]) as n (%s)
                        where g.id = n.id
                        """
                                .formatted(COLUMNS))
                .params(columns(group))
                .update();
    }

    /**
     * Writes that groups have other members now. However large the groups are, nothing of them is
     * read.
     *
     * @param steps how many versions each goes on, by its id
     * @return the versions that they have now
     */
    public Map<UUID, Long> advance(Map<UUID, Integer> steps, Instant at) {
        Map<UUID, Long> versions = new HashMap<>();
        List<Object> params =
                new ArrayList<>(
                        List.of(at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC)));
        params.addAll(
                Batch.of(steps.entrySet())
                        .with(Map.Entry::getKey)
                        .with(Map.Entry::getValue)
                        .columns());
        jdbc.sql(
                        """
                        update users.scim_group g set version = g.version + n.steps, last_modified = ?
                        from unnest(?::uuid[], ?::int[]) as n (id, steps)
                        where g.id = n.id returning g.id, g.version
                        """)
                .params(params)
                .query(
                        row -> {
                            versions.put(Rows.id(row, "id"), row.getLong("version"));
                        });
        return versions;
    }

    /**
     * Deletes a group, its members' memberships, and its own in other groups.
     *
     * @return the groups that lose a member by it, and the member
     */
    public Map<UUID, List<Member>> delete(UUID groupId) {
        jdbc.sql("delete from users.scim_group where id = ?").param(groupId).update();
        return members.leaveAll(List.of(groupId));
    }

    /**
     * Adds members.
     *
     * @param named those that the company does not have are ignored, as are those that are members
     * @return those really added
     */
    public List<Member> addMembers(
            UUID groupId, UUID companyId, Collection<MemberChange.Member> named) {
        List<Member> known =
                members.unlisted(groupId, companyId, named).stream()
                        .filter(member -> !member.id().equals(groupId))
                        .toList();
        return members.add(groupId, companyId, known);
    }

    /**
     * Removes members.
     *
     * @param values their identifiers; others than members are ignored
     * @return those really removed, without what they were shown as
     */
    public List<Member> removeMembers(UUID groupId, Collection<String> values) {
        return members.remove(groupId, MemberWrites.ids(values));
    }

    /**
     * Removes the members that are unwanted, of whom there is no bound; each is looked at.
     *
     * @return as {@link #removeMembers(UUID, Collection)} does
     */
    public List<Member> removeMembers(UUID groupId, Predicate<Member> unwanted) {
        return members.remove(groupId, members.fitting(groupId, unwanted));
    }

    /**
     * Makes these the members and no others.
     *
     * @param named those that the company does not have are ignored
     * @return what that changed
     */
    public MemberDelta replaceMembers(
            UUID groupId, UUID companyId, Collection<MemberChange.Member> named) {
        List<UUID> wanted =
                MemberWrites.ids(named.stream().map(MemberChange.Member::value).toList());
        List<Member> removed = members.removeOthers(groupId, wanted);
        return new MemberDelta(addMembers(groupId, companyId, named), removed);
    }

    /** The first members, in the order of their ids. */
    public List<Member> members(UUID groupId, int limit) {
        return members.first(groupId, limit);
    }

    /**
     * The groups of users, by the users' ids; those without groups are left out.
     *
     * @throws TooMuchAtOnceException where those of several are too many to be in memory together
     */
    public Map<UUID, List<GroupMembership>> groupsOf(Collection<UUID> userIds) {
        return Memberships.ofUsers(jdbc, userIds);
    }

    /**
     * The groups of users, by the users' ids, for those who decide by them: what this transaction
     * has committed or written itself. Users without groups are left out.
     *
     * @throws TooMuchAtOnceException as {@link #groupsOf} does
     */
    public Map<UUID, List<GroupMembership>> steering(
            Collection<UUID> userIds, Collection<GroupMappingRow> mappings) {
        Map<UUID, List<GroupMembership>> groups = new HashMap<>();
        if (userIds.isEmpty() || mappings.isEmpty()) {
            return groups;
        }
        List<UUID> ids =
                mappings.stream().map(GroupMappingRow::groupId).filter(Objects::nonNull).toList();
        String[] names =
                mappings.stream()
                        .map(GroupMappingRow::displayName)
                        .filter(Objects::nonNull)
                        .toArray(String[]::new);
        jdbc.sql(
                        """
                        select m.member_id, g.id, g.display_name
                        from users.group_member m join users.scim_group g on g.id = m.group_id
                        where m.member_id = any(?::uuid[]) and (g.id = any(?::uuid[])
                            or lower(g.display_name collate pg_unicode_fast) in (
                                select lower(name collate pg_unicode_fast)
                                from unnest(?::text[]) as n (name)))
                        """)
                .withFetchSize(Memberships.FETCH)
                .params(Batch.ids(userIds), Batch.ids(ids), names)
                .query(Memberships.byMember(groups, AtOnce.text(userIds.size(), "users' groups")));
        return groups;
    }

    private static List<Object> columns(GroupRow group) {
        return Batch.of(List.of(group))
                .with(GroupRow::id)
                .with(GroupRow::companyId)
                .with(GroupRow::displayName)
                .with(GroupRow::externalId)
                .with(GroupRow::version)
                .with(GroupRow::createdAt)
                .with(GroupRow::lastModified)
                .with(GroupRow::document)
                .columns();
    }
}

package dev.switchboard.userstore;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.Savepoint;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The provisioner's changes of users; each method takes part in the caller's transaction. */
public final class UserWrites {

    private static final String ASSIGNMENTS =
            """
            user_name = n.user_name, external_id = n.external_id, active = n.active,
            version = n.version, last_modified = n.last_modified, office_id = n.office_id,
            office_name = n.office_name, number = n.number, number_status = n.number_status,
            number_sequence = n.number_sequence, document = n.document, licence = n.licence,
            licence_wanted = n.licence_wanted, licence_wanted_since = n.licence_wanted_since,
            licence_detail = n.licence_detail, number_included = n.number_included,
            area_codes = n.area_codes, requested_number = n.requested_number,
            requested_number_detail = n.requested_number_detail, number_detail = n.number_detail
            """;
    private static final String UNNESTED =
            """
            unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::boolean[],
                ?::bigint[], ?::timestamptz[], ?::timestamptz[], ?::uuid[], ?::text[], ?::text[],
                ?::text[], ?::bigint[], ?::jsonb[], ?::text[], ?::text[], ?::timestamptz[],
                ?::text[], ?::boolean[], ?::text[], ?::text[], ?::text[], ?::text[])
            """;
    private static final String COLUMNS =
            """
            id, company_id, user_name, user_name_key, external_id, active, version, created_at,
            last_modified, office_id, office_name, number, number_status, number_sequence, document,
            licence, licence_wanted, licence_wanted_since, licence_detail, number_included,
            area_codes, requested_number, requested_number_detail, number_detail
            """;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    public UserWrites(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** The companies of users. */
    public Set<UUID> companiesOf(Collection<UUID> ids) {
        return new HashSet<>(
                jdbc.sql(
                                "select distinct company_id from users.scim_user where id = any(?::uuid[])")
                        .param(Batch.ids(ids))
                        .query(UUID.class)
                        .list());
    }

    /**
     * Reads the users and keeps others from changing them until the transaction ends.
     *
     * @return those that exist, in the order of their ids
     * @throws TooMuchAtOnceException where several are too large to be in memory together
     */
    public Map<UUID, UserRow> lock(Collection<UUID> ids) {
        // Not "for update": that would also make those wait who add these users to groups.
        Map<UUID, UserRow> users = new LinkedHashMap<>();
        AtOnce atOnce = AtOnce.takenApart(ids.size(), "users");
        jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from users.scim_user where id = any(?::uuid[])"
                                + " order by id for no key update")
                .withFetchSize(AtOnce.FETCH)
                .param(Batch.ids(ids))
                .query(
                        row -> {
                            atOnce.add(row.getString("document"));
                            UserRow user = Rows.user(row, 0);
                            users.put(user.id(), user);
                        });
        return users;
    }

    /**
     * Inserts the users whose id and name are free.
     *
     * @return the ids of the inserted; the name of each other one is taken, in the company or by
     *     another user of the list
     */
    public Set<UUID> insert(List<UserRow> users) {
        if (users.isEmpty()) {
            return Set.of();
        }
        // In the order of names, so that two transactions with the same names do not wait for each
        // other; sorting is stable, so the first of several with one name wins.
        List<UserRow> sorted =
                users.stream()
                        .sorted(
                                Comparator.comparing(UserRow::companyId)
                                        .thenComparing(UserRow::userNameKey))
                        .toList();
        return new HashSet<>(
                jdbc.sql(
                                "insert into users.scim_user (%s) select * from %s on conflict do nothing returning id"
                                        .formatted(COLUMNS, UNNESTED))
                        .params(columns(sorted))
                        .query(UUID.class)
                        .list());
    }

    /**
     * Writes all but id, company, time of creation and the key of the name; for a new name with
     * another key there is {@link #rename}.
     *
     * @param users each at most once
     */
    public void update(List<UserRow> users) {
        if (users.isEmpty()) {
            return;
        }
        jdbc.sql(
                        "update users.scim_user u set %s from %s as n (%s) where u.id = n.id"
                                .formatted(ASSIGNMENTS, UNNESTED, COLUMNS))
                .params(columns(users))
                .update();
    }

    /**
     * Writes a user whose name has changed.
     *
     * @return false where the name is taken: then nothing is written, and the transaction goes on
     */
    public boolean rename(UserRow user) {
        String sql =
                "update users.scim_user u set %s, user_name_key = n.user_name_key from %s as n (%s) where u.id = n.id"
                        .formatted(ASSIGNMENTS, UNNESTED, COLUMNS);
        return Boolean.TRUE.equals(
                template.execute(
                        (java.sql.Connection connection) -> {
                            Savepoint savepoint = connection.setSavepoint();
                            try {
                                jdbc.sql(sql).params(columns(List.of(user))).update();
                                connection.releaseSavepoint(savepoint);
                                return true;
                            } catch (DuplicateKeyException taken) {
                                connection.rollback(savepoint);
                                return false;
                            }
                        }));
    }

    /**
     * Deletes the users and their memberships in groups, and notes them for {@link Erasure}.
     *
     * @return the groups that lose members by it, and these
     */
    public Map<UUID, List<Member>> delete(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        // The users first: who is about to add one to a group waits for this, and finds it gone.
        jdbc.sql(
                        """
                        with gone as (
                            delete from users.scim_user where id in (
                                select id from users.scim_user where id = any(?::uuid[])
                                order by id for update)
                            returning id, company_id, user_name)
                        insert into users.erasure (user_id, company_id, user_name, deleted_at)
                        select id, company_id, user_name, now() from gone
                        on conflict (user_id) do update
                            set user_name = excluded.user_name, deleted_at = excluded.deleted_at
                        """)
                .param(Batch.ids(ids))
                .update();
        return new MemberWrites(jdbc).leaveAll(ids);
    }

    private static List<Object> columns(List<UserRow> users) {
        return Batch.of(users)
                .with(UserRow::id)
                .with(UserRow::companyId)
                .with(UserRow::userName)
                .with(UserRow::userNameKey)
                .with(UserRow::externalId)
                .with(UserRow::active)
                .with(UserRow::version)
                .with(UserRow::createdAt)
                .with(UserRow::lastModified)
                .with(UserRow::officeId)
                .with(UserRow::officeName)
                .with(UserRow::number)
                .with(UserRow::numberStatus)
                .with(UserRow::numberSequence)
                .with(UserRow::document)
                .with(user -> user.telephony().licence())
                .with(user -> user.telephony().licenceWanted())
                .with(user -> user.telephony().licenceWantedSince())
                .with(user -> user.telephony().licenceDetail())
                .with(user -> user.telephony().numberIncluded())
                .with(user -> user.telephony().areaCodes())
                .with(user -> user.telephony().requestedNumber())
                .with(user -> user.telephony().requestedNumberDetail())
                .with(user -> user.telephony().numberDetail())
                .columns();
    }
}

package dev.switchboard.userstore;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The users whose office and licence are to be chosen again because something outside of them has
 * changed: an office, a licence, a group's members. Added in the transaction of that change, taken
 * in the one that chooses again, so that none is forgotten.
 */
public final class ResolutionQueue {

    /** No id is it: a UUID of version 7 has a time. */
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final JdbcClient jdbc;

    public ResolutionQueue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds single users. */
    public void addUsers(Collection<UUID> userIds) {
        if (!userIds.isEmpty()) {
            jdbc.sql("insert into users.user_to_resolve (user_id) select unnest(?::uuid[])")
                    .param(Batch.ids(userIds))
                    .update();
        }
    }

    /** Adds the users among a group's members. */
    public void addMembers(UUID groupId) {
        jdbc.sql(
                        """
                        insert into users.user_to_resolve (user_id)
                        select member_id from users.group_member
                        where group_id = ? and member_type = 'User'
                        """)
                .param(groupId)
                .update();
    }

    /**
     * Adds all users of a company. To be called in a transaction that keeps others from deciding
     * about them (see {@link Companies#lock}): a pass that nobody has begun begins after it, with
     * the settings of then, and serves as well as another. One that is under way does not, for
     * those it has left behind; it goes on for the others, so that an admin who changes something
     * again and again cannot keep a pass from its end.
     */
    public void addCompany(UUID companyId) {
        // Locked, or somebody could begin it before the transaction ends; who is about to has
        // locked it already.
        jdbc.sql(
                        """
                        with not_begun as (
                            select id from users.company_to_resolve
                            where company_id = ? and after_user is null
                            for update skip locked)
                        insert into users.company_to_resolve (company_id)
                        select ? where not exists (select from not_begun)
                        """)
                .params(companyId, companyId)
                .update();
    }

    /** Takes the oldest of the single users that no other instance is about to take. */
    public List<UUID> takeUsers(int limit) {
        return jdbc.sql(
                        """
                        delete from users.user_to_resolve where id in (
                            select id from users.user_to_resolve order by id limit %d
                            for update skip locked)
                        returning user_id
                        """
                                .formatted(limit))
                .query((row, number) -> Rows.id(row, "user_id"))
                .list();
    }

    /**
     * The next users of a company that is being gone through; the transaction moves on behind them.
     *
     * @param users empty when its end is reached, and the company is done
     */
    public record Part(UUID companyId, List<UUID> users) {}

    /** Takes the next part of a company that no other instance is about to take. */
    public Optional<Part> takePart(int limit) {
        return jdbc.sql(
                        """
                        select id, company_id, after_user from users.company_to_resolve
                        order by id limit 1 for update skip locked
                        """)
                .query(
                        (row, number) ->
                                part(
                                        row.getLong("id"),
                                        Rows.id(row, "company_id"),
                                        row.getObject("after_user", UUID.class),
                                        limit))
                .optional();
    }

    private Part part(long job, UUID companyId, @Nullable UUID after, int limit) {
        List<UUID> users =
                jdbc.sql(
                                """
                                select id from users.scim_user
                                where company_id = ? and id > ?
                                order by id limit ?
                                """)
                        .param(companyId)
                        .param(after == null ? BEFORE_ALL : after)
                        .param(limit)
                        .query((row, number) -> Rows.id(row, "id"))
                        .list();
        if (users.isEmpty()) {
            jdbc.sql("delete from users.company_to_resolve where id = ?").param(job).update();
        } else {
            jdbc.sql("update users.company_to_resolve set after_user = ? where id = ?")
                    .params(users.getLast(), job)
                    .update();
        }
        return new Part(companyId, users);
    }

    /**
     * How much waits.
     *
     * @param users single users
     * @param companies companies whose users are being gone through
     */
    public record Backlog(long users, long companies) {}

    /** How much waits. */
    public Backlog backlog() {
        return jdbc.sql(
                        """
                        select (select count(*) from users.user_to_resolve) as users,
                            (select count(*) from users.company_to_resolve) as companies
                        """)
                .query((row, number) -> new Backlog(row.getLong("users"), row.getLong("companies")))
                .single();
    }
}

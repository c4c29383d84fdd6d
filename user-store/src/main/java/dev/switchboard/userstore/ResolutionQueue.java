package dev.switchboard.userstore;

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

    private final JdbcClient jdbc;
    private final CompanyPasses companies;

    public ResolutionQueue(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.companies = new CompanyPasses(jdbc, "users.company_to_resolve");
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
        companies.add(companyId);
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

    /** Takes the next part of a company that no other instance is about to take. */
    public Optional<CompanyPart> takePart(int limit) {
        return companies.takePart(limit);
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

package dev.switchboard.userstore;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/**
 * Takes deleted users out of the request log, where an error's sentence may name them. {@link
 * UserWrites#delete} notes whom.
 */
public final class Erasure {

    /** What stands in the place of an erased sentence. */
    public static final String ERASED = "(erased: the user was deleted)";

    /** Each name is looked for in all failed requests of its company: a statement has an end. */
    private static final int AT_ONCE = 100;

    /** No user has this id. */
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final JdbcClient jdbc;

    public Erasure(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Erases the details of the failed requests that were about a noted user or name one, letter
     * case aside. To be called again for the entries that come later.
     *
     * @return how many entries were changed
     */
    public int eraseDetails() {
        int changed = 0;
        List<UUID> users = noted(BEFORE_ALL);
        while (!users.isEmpty()) {
            changed += eraseDetailsOf(users);
            users = noted(users.getLast());
        }
        return changed;
    }

    private List<UUID> noted(UUID after) {
        return jdbc.sql(
                        "select user_id from users.erasure where user_id > ? order by user_id limit "
                                + AT_ONCE)
                .param(after)
                .query((row, number) -> Rows.id(row, "user_id"))
                .list();
    }

    private int eraseDetailsOf(List<UUID> users) {
        return jdbc.sql(
                        """
                        update users.request_log r set detail = :erased
                        from users.erasure e
                        where e.user_id = any(:users::uuid[])
                            and r.company_id = e.company_id and r.status >= 400
                            and r.detail is not null and r.detail <> :erased
                            and (r.resource_id = e.user_id
                                or position(lower(e.user_name) in lower(r.detail)) > 0)
                        """)
                .param("erased", ERASED)
                .param("users", Batch.ids(users))
                .update();
    }

    /**
     * Forgets whom to look for.
     *
     * @param before those deleted earlier
     */
    public void forget(Instant before) {
        jdbc.sql("delete from users.erasure where deleted_at < ?")
                .param(before.atOffset(ZoneOffset.UTC))
                .update();
    }
}

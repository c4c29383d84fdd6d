package dev.switchboard.userstore;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Takes deleted users out of the request log, where an error's sentence may name them. {@link
 * UserWrites#delete} notes whom.
 */
public final class Erasure {

    /** What stands in the place of an erased sentence. */
    public static final String ERASED = "(erased: the user was deleted)";

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
        return jdbc.sql(
                        """
                        update users.request_log r set detail = :erased
                        from users.erasure e
                        where r.company_id = e.company_id and r.status >= 400
                            and r.detail is not null and r.detail <> :erased
                            and (r.resource_id = e.user_id
                                or position(lower(e.user_name) in lower(r.detail)) > 0)
                        """)
                .param("erased", ERASED)
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

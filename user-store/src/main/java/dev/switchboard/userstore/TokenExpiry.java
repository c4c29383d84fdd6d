package dev.switchboard.userstore;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** How many of all companies' API tokens are about to stop somebody's provisioning, or have. */
public final class TokenExpiry {

    /** Who used a token within this time still needs it. */
    private static final Duration IN_USE = Duration.ofDays(30);

    private final JdbcClient jdbc;

    public TokenExpiry(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Tokens that are in use and in whose place no other is: a rotated one counts until its
     * successor, which has its name, was used. Who goes on with the old one beside it, as a script
     * that was forgotten, does not make it count again.
     *
     * @param soon those that expire soon
     * @param past those that have expired
     */
    public record Ending(long soon, long past) {}

    /** Those that expire before {@code now} and {@code ahead}. */
    public Ending ending(Instant now, Duration ahead) {
        return jdbc.sql(
                        """
                        select count(*) filter (where t.expires_at > :now) as soon,
                            count(*) filter (where t.expires_at <= :now) as past
                        from users.api_token t join users.token_use u on u.token_id = t.id
                        where t.revoked_at is null and t.expires_at <= :until
                            and u.last_used_at > :used
                            and not exists (
                                select 1 from users.api_token n
                                    join users.token_use nu on nu.token_id = n.id
                                where n.company_id = t.company_id and n.name = t.name
                                    and n.revoked_at is null and n.expires_at > t.expires_at
                                    and n.created_at > t.created_at)
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("until", now.plus(ahead).atOffset(ZoneOffset.UTC))
                .param("used", now.minus(IN_USE).atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Ending(row.getLong("soon"), row.getLong("past")))
                .single();
    }
}

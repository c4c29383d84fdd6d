package dev.switchboard.userstore;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The API tokens of all companies, as a gateway reads them: by hash only. */
public final class ApiTokens {

    private final JdbcClient jdbc;

    public ApiTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A token that a client may use.
     *
     * @param readOnly whether it may only read
     * @param expiresAt from when it is refused
     */
    public record ApiToken(
            UUID id, UUID companyId, String name, boolean readOnly, Instant expiresAt) {}

    /**
     * The token with this SHA-256, unless it is revoked; the caller looks at its expiry.
     *
     * @param sha256 the 32 bytes
     */
    public Optional<ApiToken> find(byte[] sha256) {
        return jdbc.sql(
                        """
                        select id, company_id, name, read_only, expires_at from users.api_token
                        where sha256 = ? and revoked_at is null
                        """)
                .param(sha256)
                .query(
                        (row, number) ->
                                new ApiToken(
                                        Rows.id(row, "id"),
                                        Rows.id(row, "company_id"),
                                        row.getString("name"),
                                        row.getBoolean("read_only"),
                                        Rows.instant(row, "expires_at")))
                .optional();
    }
}

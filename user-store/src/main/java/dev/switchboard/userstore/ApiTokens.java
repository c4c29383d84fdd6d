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
     * @param provisioning whether the company's plan allows SCIM provisioning
     */
    public record ApiToken(
            UUID id,
            UUID companyId,
            String name,
            boolean readOnly,
            Instant expiresAt,
            boolean provisioning) {}

    /**
     * The token with this SHA-256, unless it is revoked; the caller looks at its expiry.
     *
     * @param sha256 the 32 bytes
     */
    public Optional<ApiToken> find(byte[] sha256) {
        return jdbc.sql(
                        """
                        select t.id, t.company_id, t.name, t.read_only, t.expires_at,
                            p.scim_provisioning
                        from users.api_token t
                            join users.company c on c.id = t.company_id
                            join users.plan p on p.name = c.plan
                        where t.sha256 = ? and t.revoked_at is null
                        """)
                .param(sha256)
                .query(
                        (row, number) ->
                                new ApiToken(
                                        Rows.id(row, "id"),
                                        Rows.id(row, "company_id"),
                                        row.getString("name"),
                                        row.getBoolean("read_only"),
                                        Rows.instant(row, "expires_at"),
                                        row.getBoolean("scim_provisioning")))
                .optional();
    }
}

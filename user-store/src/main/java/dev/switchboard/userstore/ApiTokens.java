package dev.switchboard.userstore;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The API tokens of all companies, as a gateway reads them: by hash only. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable", "UnusedMethod"})
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
        throw new UnsupportedOperationException();
    }
}

package dev.switchboard.userstore;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * An API token as admins see it; nothing of the token itself.
 *
 * @param readOnly whether it may only read
 * @param expiresAt from when it is refused
 * @param revokedAt when it was revoked, or null
 * @param lastUsedAt when it was last used and not refused, to about half a minute, or null for
 *     never
 */
public record TokenRow(
        UUID id,
        UUID companyId,
        String name,
        boolean readOnly,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {

    /** A token that was not used yet. */
    public TokenRow(
            UUID id,
            UUID companyId,
            String name,
            boolean readOnly,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant revokedAt) {
        this(id, companyId, name, readOnly, createdAt, expiresAt, revokedAt, null);
    }
}

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
 */
public record TokenRow(
        UUID id,
        UUID companyId,
        String name,
        boolean readOnly,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt) {}

package dev.switchboard.userstore;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * One request and its answer, as admins read it. {@code detail} may name a user.
 *
 * @param id of the entry, a UUIDv7: later answers have higher ids
 * @param requestId as in {@code X-Request-Id}
 * @param durationMicros from the request's arrival to its answer, in microseconds
 * @param query names of parameters and what a filter compares, without values; or null
 * @param resourceId the user or group that it was about, or null where none or several
 * @param tokenName the name of the API token, or null while nothing has looked it up
 */
public record RequestLogRow(
        UUID id,
        UUID companyId,
        String requestId,
        Instant answeredAt,
        long durationMicros,
        String method,
        String path,
        @Nullable String query,
        String operation,
        int status,
        @Nullable String scimType,
        @Nullable String detail,
        @Nullable UUID resourceId,
        UUID tokenId,
        @Nullable String tokenName,
        @Nullable String userAgent) {}

package dev.switchboard.userstore;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * Which entries of one company's request log are wanted; what is null does not matter.
 *
 * @param from answered then or later
 * @param to answered before
 * @param status exactly this HTTP status
 * @param failed only answers of 400 and above
 * @param operation e.g. {@code create}
 * @param text what the detail or the path contains, letter case aside
 * @param before only entries with a lower id: the page after the one that ended with it
 * @param limit how many at most
 */
public record RequestLogSearch(
        UUID companyId,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Integer status,
        boolean failed,
        @Nullable String operation,
        @Nullable UUID resourceId,
        @Nullable String requestId,
        @Nullable UUID tokenId,
        @Nullable String text,
        @Nullable UUID before,
        int limit) {}

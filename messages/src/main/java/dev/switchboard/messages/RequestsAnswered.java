package dev.switchboard.messages;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What clients of one company asked a gateway and what they were told, some requests at once: the
 * company's request log. Never part of a decision; a reader that misses one loses a line of a log.
 * Keyed by the company's id. It holds personal data where an answer's {@code detail} names a user.
 *
 * @param companyId the company of the tokens that the requests came with
 * @param requests at least one, in the order in which they were answered
 */
public record RequestsAnswered(UUID companyId, List<Answered> requests) implements Message {

    public RequestsAnswered {
        requireNonNull(companyId, "companyId");
        requests = List.copyOf(requireNonNull(requests, "requests"));
    }

    /**
     * One request and its answer.
     *
     * @param id of this entry, a UUIDv7 of the time of the answer
     * @param requestId as in {@code X-Request-Id}
     * @param answeredAt when the answer was handed to the client's connection
     * @param durationMicros from the request's arrival to then, in microseconds
     * @param path without the query
     * @param query names of parameters and what a filter compares, without values; null where the
     *     request had none
     * @param operation what was asked, coarsely: {@code create}, {@code list}, …
     * @param status HTTP status
     * @param scimType keyword of RFC 7644, Table 9, or null
     * @param detail the error's sentence as the client got it, or null
     * @param resourceId the user or group that it was about, or null where none or several
     * @param tokenId the API token, never the token itself
     * @param userAgent the client's name for itself, or null
     */
    public record Answered(
            UUID id,
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
            @Nullable String userAgent) {
        public Answered {
            requireNonNull(id, "id");
            requireNonNull(requestId, "requestId");
            requireNonNull(answeredAt, "answeredAt");
            requireNonNull(method, "method");
            requireNonNull(path, "path");
            requireNonNull(operation, "operation");
            requireNonNull(tokenId, "tokenId");
        }
    }
}

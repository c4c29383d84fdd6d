package dev.switchboard.messages;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * What every message says about itself: the attributes of CloudEvents 1.0, which travel as {@code
 * ce_} headers (Kafka protocol binding, binary mode), and the W3C trace context.
 *
 * @param id unique for each message; a message that is sent again keeps it, so readers know repeats
 *     by it ({@code ce_id})
 * @param source who wrote it, e.g. {@code /scim-gateway/1f6a} ({@code ce_source})
 * @param subject the resource, e.g. {@code /Users/0190…} ({@code ce_subject})
 * @param time when it was made ({@code ce_time})
 * @param companyId the company that it belongs to ({@code ce_companyid})
 * @param correlationId the id of the HTTP request that it goes back to ({@code ce_correlationid})
 * @param causationId the id of the message that caused it ({@code ce_causationid})
 * @param traceparent W3C trace context, as received ({@code traceparent})
 * @param replyTo where the outcome of a command goes; on the outcome, for whom it is
 */
public record Envelope(
        UUID id,
        String source,
        String subject,
        Instant time,
        UUID companyId,
        String correlationId,
        @Nullable UUID causationId,
        @Nullable String traceparent,
        @Nullable ReplyTo replyTo) {

    /**
     * The gateway instance that waits for an outcome.
     *
     * @param gateway its instance id, new at each start ({@code ce_gateway})
     * @param partition the partition of {@link Topics#USER_OUTCOMES} that it reads ({@code
     *     ce_replypartition})
     */
    public record ReplyTo(String gateway, int partition) {

        /** Refuses a partition that the topic has not: nothing could ever be sent there. */
        public ReplyTo {
            if (partition < 0 || partition >= Topics.PARTITIONS) {
                throw new IllegalArgumentException(
                        "there is no partition %d for outcomes".formatted(partition));
            }
        }
    }

    /** The same with another subject. */
    public Envelope about(String other) {
        return new Envelope(
                id,
                source,
                other,
                time,
                companyId,
                correlationId,
                causationId,
                traceparent,
                replyTo);
    }

    /** The subject of what is about a company as a whole, e.g. {@code /Companies/0190…}. */
    public static String subjectOfCompany(UUID companyId) {
        return "/Companies/" + companyId;
    }

    /** The subject of a resource, e.g. {@code /Users/0190…}. */
    public static String subjectOf(ResourceType type, UUID id) {
        return type.endpoint() + "/" + id;
    }
}

package dev.switchboard.pipeline.deadletters;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A record that could not be processed, without its value, which may hold personal data.
 *
 * @param topic the dead-letter topic; with {@code partition} and {@code offset} its identity
 * @param key the resource's id
 * @param reason why it could not be processed
 * @param attempts how often it was tried
 * @param deadSince when it was put aside
 * @param originTopic where it came from; a replay goes there
 * @param originOffset its offset there, as text, since headers are an input
 * @param group the consumer group that could not process it
 * @param messageId {@code ce_id}, which a replay keeps
 * @param type {@code ce_type}
 * @param companyId {@code ce_companyid}
 * @param correlationId the HTTP request that it goes back to
 * @param replays how often it has been sent again before
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        @Nullable String reason,
        @Nullable String attempts,
        Instant deadSince,
        String originTopic,
        @Nullable String originOffset,
        @Nullable String group,
        @Nullable String messageId,
        @Nullable String type,
        @Nullable String companyId,
        @Nullable String correlationId,
        int replays) {}

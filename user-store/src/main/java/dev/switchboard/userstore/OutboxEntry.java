package dev.switchboard.userstore;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * A message that is to be sent.
 *
 * @param id its place in the queue; ignored when it is added, for the database gives it
 * @param key the record's key
 * @param eventId the message's id
 * @param type the message type on the wire
 * @param causationId the message that caused it
 * @param traceparent W3C trace context
 * @param body the message's JSON
 */
public record OutboxEntry(
        long id,
        String topic,
        UUID key,
        UUID eventId,
        String type,
        String subject,
        UUID companyId,
        String correlationId,
        @Nullable UUID causationId,
        @Nullable String traceparent,
        Instant occurredAt,
        String body) {}

package dev.switchboard.numbers.assignment;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * The user event behind a number event. It is kept with the user, so that a number that comes by a
 * later import still leads back to the request that asked for it.
 *
 * @param messageId the user event's id, null before the first one
 * @param correlationId the id of the HTTP request
 * @param traceparent W3C trace context of the user event
 */
public record Cause(@Nullable UUID messageId, String correlationId, @Nullable String traceparent) {}

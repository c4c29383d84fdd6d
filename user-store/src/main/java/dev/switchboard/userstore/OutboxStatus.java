package dev.switchboard.userstore;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * How much waits to be sent.
 *
 * @param oldest when the first of them occurred, or null where none waits
 */
public record OutboxStatus(long count, @Nullable Instant oldest) {}

package dev.switchboard.pipeline.outbox;

/**
 * What waits for the broker in an outbox.
 *
 * @param oldestSeconds the age of the oldest message, 0 where there is none
 */
public record Backlog(long messages, double oldestSeconds) {}

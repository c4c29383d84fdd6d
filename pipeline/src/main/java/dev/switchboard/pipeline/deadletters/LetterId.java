package dev.switchboard.pipeline.deadletters;

/**
 * Where a dead letter lies.
 *
 * @param topic a dead-letter topic, e.g. {@code user.commands-dlt}
 */
record LetterId(String topic, int partition, long offset) {}

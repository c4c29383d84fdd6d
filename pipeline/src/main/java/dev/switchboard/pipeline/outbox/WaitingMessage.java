package dev.switchboard.pipeline.outbox;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A message of the outbox, ready to be sent.
 *
 * @param id its place in the outbox
 */
public record WaitingMessage(long id, ProducerRecord<String, byte[]> message) {}

package dev.switchboard.numbers.outbox;

import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.NumberMessage;

/**
 * A message of number.events with its envelope; the envelope's id stays the same however often it
 * is sent.
 */
public record OutboxMessage(Envelope envelope, NumberMessage event) {}

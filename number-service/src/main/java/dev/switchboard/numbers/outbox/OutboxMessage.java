package dev.switchboard.numbers.outbox;

import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.NumberEvent;

/** A number event with its envelope; the envelope's id stays the same however often it is sent. */
public record OutboxMessage(Envelope envelope, NumberEvent event) {}

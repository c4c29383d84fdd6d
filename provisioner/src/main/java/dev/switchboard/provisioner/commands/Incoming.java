package dev.switchboard.provisioner.commands;

import dev.switchboard.messages.Command;
import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.pipeline.deadletters.DeadLetterDesk;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.util.UUID;

/** A command with the record that brought it. */
record Incoming(ConsumerRecord<String, byte[]> source, Envelope envelope, Command command) {

    UUID id() {
        return envelope.id();
    }

    /** The same request as another command, of another resource perhaps. */
    Incoming as(Command other) {
        return new Incoming(
                source,
                envelope.about(Envelope.subjectOf(other.resourceType(), other.resourceId())),
                other);
    }

    /** Whether an operator sent it again from the dead letters. */
    boolean isReplay() {
        return MessageCodec.header(source.headers(), DeadLetterDesk.REPLAY) != null;
    }

    UUID companyId() {
        return envelope.companyId();
    }
}

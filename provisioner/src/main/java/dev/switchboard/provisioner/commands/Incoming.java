package dev.switchboard.provisioner.commands;

import dev.switchboard.messages.Command;
import dev.switchboard.messages.Envelope;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.util.UUID;

/** A command with the record that brought it. */
record Incoming(ConsumerRecord<String, byte[]> source, Envelope envelope, Command command) {

    UUID id() {
        return envelope.id();
    }

    UUID companyId() {
        return envelope.companyId();
    }
}

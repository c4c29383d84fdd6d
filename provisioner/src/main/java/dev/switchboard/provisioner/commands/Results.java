package dev.switchboard.provisioner.commands;

import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.Message;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageCodec.Encoded;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.ResourceEvent;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.userstore.AtOnce;
import dev.switchboard.userstore.OutboxEntry;
import dev.switchboard.userstore.RecordedOutcome;
import dev.switchboard.userstore.TooMuchAtOnceException;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a batch leads to: an outcome for each command, and the events of the changes, in order. Each
 * has all of its resource, so many commands on one large user are too much as well.
 */
final class Results {

    private final MessageCodec codec;
    private final Instant now;
    private final AtOnce atOnce;
    private final List<Answer> answers = new ArrayList<>();
    private final List<RecordedOutcome> outcomes = new ArrayList<>();
    private final List<OutboxEntry> events = new ArrayList<>();

    /**
     * @param commands how many they are: one alone may lead to any amount
     */
    Results(MessageCodec codec, Instant now, int commands) {
        this.codec = codec;
        this.now = now;
        this.atOnce = AtOnce.text(commands, "outcomes and events");
    }

    /**
     * Takes up the outcome of a command and, if it changed something, the event.
     *
     * @throws TooMuchAtOnceException where it is too large to be in memory with the others'
     */
    void decided(Incoming incoming, Outcome outcome, @Nullable ResourceEvent event) {
        decidedInSteps(incoming, outcome, event == null ? List.of() : List.of(event));
    }

    /** The same for a change that takes several events. */
    void decidedInSteps(Incoming incoming, Outcome outcome, List<ResourceEvent> changes) {
        Encoded encoded = codec.encode(outcome);
        atOnce.add(encoded.body());
        answers.add(new Answer(incoming, encoded));
        outcomes.add(new RecordedOutcome(incoming.id(), encoded.type(), encoded.body(), now));
        for (ResourceEvent change : changes) {
            events.add(entry(incoming.envelope(), incoming.command().resourceId(), change));
        }
    }

    /** Takes up the events of another resource, which a command has changed as well. */
    void alsoChanged(Incoming incoming, ResourceType type, UUID id, List<ResourceEvent> changes) {
        Envelope about = incoming.envelope().about(Envelope.subjectOf(type, id));
        for (ResourceEvent change : changes) {
            events.add(entry(about, id, change));
        }
    }

    private OutboxEntry entry(Envelope cause, UUID key, Message event) {
        Encoded encoded = codec.encode(event);
        atOnce.add(encoded.body());
        return new OutboxEntry(
                0,
                encoded.topic(),
                key,
                MessageIds.next(),
                encoded.type(),
                cause.subject(),
                cause.companyId(),
                cause.correlationId(),
                cause.id(),
                cause.traceparent(),
                now,
                encoded.body());
    }

    List<Answer> answers() {
        return answers;
    }

    List<RecordedOutcome> outcomes() {
        return outcomes;
    }

    List<OutboxEntry> events() {
        return events;
    }
}

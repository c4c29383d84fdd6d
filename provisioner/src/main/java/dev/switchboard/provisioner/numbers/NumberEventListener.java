package dev.switchboard.provisioner.numbers;

import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageCodec.Received;
import dev.switchboard.messages.NumberEvent;
import dev.switchboard.messages.NumberMessage;
import dev.switchboard.messages.StockEvent;
import dev.switchboard.messages.Topics;
import dev.switchboard.messages.UnreadableMessageException;
import dev.switchboard.pipeline.intake.DeadLetters;
import dev.switchboard.pipeline.intake.FaultEpisode;
import dev.switchboard.pipeline.intake.Faults;
import dev.switchboard.pipeline.intake.PollLetters;
import dev.switchboard.pipeline.intake.RecordContext;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;

/**
 * Follows {@code number.events}: one poll, one transaction, then the offsets. Poison goes to the
 * dead letters alone; a passing fault is thrown, and the same poll is tried again without end.
 */
@Component
final class NumberEventListener {

    /** How often an event is tried alone before it counts as poison. */
    private static final int ATTEMPTS = 3;

    private final MessageCodec codec;
    private final AssignedNumbers numbers;
    private final DeadLetters deadLetters;
    private final FaultEpisode episode = new FaultEpisode("number events");

    private record Event(ConsumerRecord<String, byte[]> source, Received<NumberEvent> received) {}

    NumberEventListener(MessageCodec codec, AssignedNumbers numbers, DeadLetters deadLetters) {
        this.codec = codec;
        this.numbers = numbers;
        this.deadLetters = deadLetters;
    }

    /** Processes one poll. */
    @KafkaListener(id = "number-events", idIsGroup = false, topics = Topics.NUMBER_EVENTS)
    void on(List<ConsumerRecord<String, byte[]>> records) {
        try (var _ = RecordContext.ofPoll(records)) {
            PollLetters letters = deadLetters.ofPoll();
            List<Event> events = read(records, letters);
            try {
                numbers.apply(events.stream().map(Event::received).toList());
            } catch (RuntimeException e) {
                if (Faults.isPassing(e)) {
                    throw e;
                }
                events.forEach(event -> applyAlone(event, letters));
            }
            letters.add();
            episode.over();
        } catch (RuntimeException e) {
            episode.in(e);
            throw e;
        }
    }

    private List<Event> read(List<ConsumerRecord<String, byte[]>> records, PollLetters letters) {
        List<Event> events = new ArrayList<>(records.size());
        for (ConsumerRecord<String, byte[]> source : records) {
            try {
                Received<NumberMessage> received = codec.decode(source, NumberMessage.class);
                switch (received.message()) {
                    case NumberEvent event ->
                            events.add(
                                    new Event(source, new Received<>(received.envelope(), event)));
                    // Stock is the operators' matter; no user changes with it.
                    case StockEvent _ -> {}
                }
            } catch (UnreadableMessageException e) {
                letters.unreadable(source, e);
            }
        }
        return events;
    }

    private void applyAlone(Event event, PollLetters letters) {
        try (var _ = RecordContext.of(event.source())) {
            tryAlone(event, letters);
        }
    }

    private void tryAlone(Event event, PollLetters letters) {
        for (int attempt = 1; ; attempt++) {
            try {
                numbers.apply(List.of(event.received()));
                return;
            } catch (RuntimeException e) {
                if (Faults.isPassing(e)) {
                    throw e;
                }
                if (attempt == ATTEMPTS) {
                    letters.poison(event.source(), e, attempt);
                    return;
                }
            }
        }
    }
}

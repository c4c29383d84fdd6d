package dev.switchboard.provisioner.numbers;

import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageCodec.Received;
import dev.switchboard.messages.NumberEvent;
import dev.switchboard.messages.NumberMessage;
import dev.switchboard.messages.StockEvent;
import dev.switchboard.messages.Topics;
import dev.switchboard.messages.UnreadableMessageException;
import dev.switchboard.pipeline.intake.ByHalves;
import dev.switchboard.pipeline.intake.DeadLetters;
import dev.switchboard.pipeline.intake.FaultEpisode;
import dev.switchboard.pipeline.intake.PollLetters;
import dev.switchboard.pipeline.intake.RecordContext;
import dev.switchboard.userstore.TooMuchAtOnceException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;

/**
 * Follows {@code number.events}: one poll, one transaction (or several, where it is too large for
 * one), then the offsets. Poison goes to the dead letters alone; a passing fault is thrown, and the
 * same poll is tried again without end.
 */
@Component
final class NumberEventListener {

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
            new ByHalves<Event>(
                            Event::source,
                            events -> numbers.apply(events.stream().map(Event::received).toList()),
                            (event, e, attempts) -> letters.poison(event.source(), e, attempts),
                            TooMuchAtOnceException.class::isInstance)
                    .apply(read(records, letters));
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
}

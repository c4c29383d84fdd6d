package dev.switchboard.numbers.intake;

import dev.switchboard.messages.GroupEvent;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageCodec.Received;
import dev.switchboard.messages.ResourceEvent;
import dev.switchboard.messages.Topics;
import dev.switchboard.messages.UnreadableMessageException;
import dev.switchboard.messages.UserEvent;
import dev.switchboard.numbers.assignment.Assignments;
import dev.switchboard.numbers.assignment.UserChange;
import dev.switchboard.pipeline.intake.ByHalves;
import dev.switchboard.pipeline.intake.DeadLetters;
import dev.switchboard.pipeline.intake.FaultEpisode;
import dev.switchboard.pipeline.intake.PollLetters;
import dev.switchboard.pipeline.intake.RecordContext;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;

/**
 * Follows {@code user.events}: one poll, one transaction; the offsets are committed after it. A
 * record that cannot be processed goes to the dead letters alone. A passing fault (database or
 * broker away) is thrown, and the container tries the same poll again without end.
 */
@Component
final class UserEventListener {

    private record Incoming(ConsumerRecord<String, byte[]> source, UserChange change) {}

    private final MessageCodec codec = new MessageCodec();
    private final Assignments assignments;
    private final DeadLetters deadLetters;
    private final FaultEpisode episode = new FaultEpisode("user events");
    private final MeterRegistry meters;

    UserEventListener(Assignments assignments, DeadLetters deadLetters, MeterRegistry meters) {
        this.assignments = assignments;
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    /** Processes one poll. */
    @KafkaListener(id = "user-events", idIsGroup = false, topics = Topics.USER_EVENTS)
    void on(List<ConsumerRecord<String, byte[]>> records) {
        try (var _ = RecordContext.ofPoll(records)) {
            PollLetters letters = deadLetters.ofPoll();
            List<Incoming> incoming = read(records, letters);
            int applied =
                    new ByHalves<Incoming>(
                                    Incoming::source,
                                    some ->
                                            assignments.apply(
                                                    some.stream().map(Incoming::change).toList()),
                                    (one, e, attempts) -> letters.poison(one.source(), e, attempts),
                                    _ -> false)
                            .apply(incoming);
            letters.add();
            meters.counter("switchboard.intake.records", "result", "applied").increment(applied);
            episode.over();
        } catch (RuntimeException e) {
            episode.in(e);
            throw e;
        }
    }

    private List<Incoming> read(List<ConsumerRecord<String, byte[]>> records, PollLetters letters) {
        List<Incoming> incoming = new ArrayList<>(records.size());
        for (ConsumerRecord<String, byte[]> source : records) {
            UserChange change = read(source, letters);
            if (change != null) {
                incoming.add(new Incoming(source, change));
            }
        }
        return incoming;
    }

    private @Nullable UserChange read(ConsumerRecord<String, byte[]> source, PollLetters letters) {
        try {
            Received<ResourceEvent> received = codec.decode(source, ResourceEvent.class);
            return switch (received.message()) {
                case UserEvent event -> UserChanges.of(new Received<>(received.envelope(), event));
                // Groups have no numbers.
                case GroupEvent _ -> null;
            };
        } catch (UnreadableMessageException e) {
            letters.unreadable(source, e);
            return null;
        }
    }
}

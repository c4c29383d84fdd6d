package dev.switchboard.pipeline.intake;

import dev.switchboard.messages.UnreadableMessageException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.KafkaException;

import java.util.ArrayList;
import java.util.List;

/**
 * The dead letters of one poll, kept back until all else of it has been applied. While the database
 * is away the whole poll comes again and again, and would leave its letters each time. A listener
 * adds them before it returns, and so before the offsets are committed: none is missed.
 */
public final class PollLetters {

    private record Letter(ConsumerRecord<String, byte[]> source, String reason, int attempts) {}

    private final DeadLetters deadLetters;
    private final List<Letter> letters = new ArrayList<>();

    PollLetters(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    /** A record that is no message. */
    public void unreadable(ConsumerRecord<String, byte[]> source, UnreadableMessageException e) {
        letters.add(new Letter(source, String.valueOf(e.getMessage()), 1));
    }

    /** A record that cannot be processed, for a reason that {@link Faults} call the record's. */
    public void poison(ConsumerRecord<String, byte[]> source, RuntimeException e, int attempts) {
        letters.add(new Letter(source, Faults.describe(e), attempts));
    }

    /**
     * Returns when the broker has them all.
     *
     * @throws KafkaException where it does not take one; the poll must then be tried again
     */
    public void add() {
        letters.forEach(each -> deadLetters.add(each.source(), each.reason(), each.attempts()));
    }
}

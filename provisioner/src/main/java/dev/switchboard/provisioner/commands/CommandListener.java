package dev.switchboard.provisioner.commands;

import dev.switchboard.messages.Command;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageCodec.Received;
import dev.switchboard.messages.Topics;
import dev.switchboard.messages.UnreadableMessageException;
import dev.switchboard.pipeline.intake.DeadLetters;
import dev.switchboard.pipeline.intake.FaultEpisode;
import dev.switchboard.pipeline.intake.Faults;
import dev.switchboard.pipeline.intake.PollLetters;
import dev.switchboard.pipeline.intake.RecordContext;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Follows {@code user.commands}: one poll, one transaction, then the outcomes, then the offsets. A
 * command that cannot be processed goes to the dead letters alone and is answered so. A passing
 * fault (database or broker away) is thrown, and the container tries the same poll again without
 * end.
 */
@Component
final class CommandListener {

    private static final Logger log = LoggerFactory.getLogger(CommandListener.class);

    /** How often a command is tried alone before it counts as poison. */
    private static final int ATTEMPTS = 3;

    private final MessageCodec codec;
    private final CommandBatch batch;
    private final OutcomePublisher outcomes;
    private final DeadLetters deadLetters;
    private final FaultEpisode episode = new FaultEpisode("commands");

    /** Of commands that have a letter and are not recorded as failed yet. */
    private final Set<Position> lettersLeft = ConcurrentHashMap.newKeySet();

    private record Position(int partition, long offset) {}

    CommandListener(
            MessageCodec codec,
            CommandBatch batch,
            OutcomePublisher outcomes,
            DeadLetters deadLetters) {
        this.codec = codec;
        this.batch = batch;
        this.outcomes = outcomes;
        this.deadLetters = deadLetters;
    }

    /** Processes one poll. */
    @KafkaListener(
            id = "user-commands",
            idIsGroup = false,
            topics = Topics.USER_COMMANDS,
            concurrency = "${switchboard.provisioner.command-threads}")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        try (var _ = RecordContext.ofPoll(records)) {
            PollLetters letters = deadLetters.ofPoll();
            List<Incoming> incoming = read(records, letters);
            outcomes.publish(applied(incoming));
            letters.add();
            episode.over();
        } catch (RuntimeException e) {
            episode.in(e);
            throw e;
        }
    }

    private List<Incoming> read(List<ConsumerRecord<String, byte[]>> records, PollLetters letters) {
        List<Incoming> incoming = new ArrayList<>(records.size());
        for (ConsumerRecord<String, byte[]> source : records) {
            try {
                Received<Command> received = codec.decode(source, Command.class);
                incoming.add(new Incoming(source, received.envelope(), received.message()));
            } catch (UnreadableMessageException e) {
                letters.unreadable(source, e);
            }
        }
        return incoming;
    }

    private List<Answer> applied(List<Incoming> incoming) {
        if (incoming.isEmpty()) {
            return List.of();
        }
        if (incoming.size() == 1) {
            try (var _ = RecordContext.of(incoming.getFirst().source())) {
                return appliedAlone(incoming.getFirst());
            }
        }
        try {
            return batch.apply(incoming);
        } catch (RuntimeException e) {
            if (Faults.isPassing(e)) {
                throw e;
            }
            log.warn(
                    "Cannot process {} commands together ({}); each half is tried by itself.",
                    incoming.size(),
                    Faults.describe(e));
            return appliedByHalves(incoming);
        }
    }

    /** One that is poison, or too large, costs the others few transactions: they are waited for. */
    private List<Answer> appliedByHalves(List<Incoming> incoming) {
        int middle = incoming.size() / 2;
        List<Answer> answers = new ArrayList<>(applied(incoming.subList(0, middle)));
        answers.addAll(applied(incoming.subList(middle, incoming.size())));
        return answers;
    }

    private List<Answer> appliedAlone(Incoming one) {
        for (int attempt = 1; ; attempt++) {
            try {
                return batch.apply(List.of(one));
            } catch (RuntimeException e) {
                if (Faults.isPassing(e)) {
                    throw e;
                }
                if (attempt == ATTEMPTS) {
                    return List.of(failed(one, e, attempt));
                }
            }
        }
    }

    /**
     * Its letter cannot wait for the rest of the poll: once it is recorded that the command failed,
     * a poll that comes again finds that answer and leaves none.
     */
    private Answer failed(Incoming one, RuntimeException e, int attempts) {
        var position = new Position(one.source().partition(), one.source().offset());
        if (!lettersLeft.contains(position)) {
            deadLetters.add(one.source(), Faults.describe(e), attempts);
            lettersLeft.add(position);
        }
        Answer answer = batch.fail(one);
        lettersLeft.remove(position);
        return answer;
    }
}

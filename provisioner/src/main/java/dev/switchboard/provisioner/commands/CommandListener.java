package dev.switchboard.provisioner.commands;

import dev.switchboard.messages.Command;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageCodec.Received;
import dev.switchboard.messages.Topics;
import dev.switchboard.messages.UnreadableMessageException;
import dev.switchboard.pipeline.intake.ByHalves;
import dev.switchboard.pipeline.intake.DeadLetters;
import dev.switchboard.pipeline.intake.FaultEpisode;
import dev.switchboard.pipeline.intake.Faults;
import dev.switchboard.pipeline.intake.PollLetters;
import dev.switchboard.pipeline.intake.RecordContext;
import dev.switchboard.userstore.TooMuchAtOnceException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Follows {@code user.commands}: one poll, one transaction, then the outcomes, then the offsets.
 * Where it is too large for that, the same for parts of it. A command that cannot be processed goes
 * to the dead letters alone and is answered so. A passing fault (database or broker away) is
 * thrown, and the container tries the same poll again without end.
 */
@Component
final class CommandListener {

    /** In bytes: as many commands are read and applied together. */
    private static final int PART = 1 << 20;

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
            var commands =
                    new ByHalves<>(
                            Incoming::source,
                            this::apply,
                            this::fail,
                            TooMuchAtOnceException.class::isInstance);
            parts(records).forEach(part -> commands.apply(read(part, letters)));
            letters.add();
            episode.over();
        } catch (RuntimeException e) {
            episode.in(e);
            throw e;
        }
    }

    /** Nearly always one: commands are larger when they are read than they are in their records. */
    private static List<List<ConsumerRecord<String, byte[]>>> parts(
            List<ConsumerRecord<String, byte[]>> records) {
        List<List<ConsumerRecord<String, byte[]>>> parts = new ArrayList<>();
        int begin = 0;
        long bytes = 0;
        for (int i = 0; i < records.size(); i++) {
            int size = Math.max(0, records.get(i).serializedValueSize());
            if (bytes + size > PART && i > begin) {
                parts.add(records.subList(begin, i));
                begin = i;
                bytes = 0;
            }
            bytes += size;
        }
        parts.add(records.subList(begin, records.size()));
        return parts;
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

    /** Whoever waits for one of these outcomes does not wait for the rest of the poll. */
    private void apply(List<Incoming> incoming) {
        outcomes.publish(batch.apply(incoming));
    }

    /**
     * Its letter cannot wait for the rest of the poll: once it is recorded that the command failed,
     * a poll that comes again finds that answer and leaves none.
     */
    private void fail(Incoming one, RuntimeException e, int attempts) {
        var position = new Position(one.source().partition(), one.source().offset());
        if (!lettersLeft.contains(position)) {
            deadLetters.add(one.source(), Faults.describe(e), attempts);
            lettersLeft.add(position);
        }
        Answer answer = batch.fail(one);
        lettersLeft.remove(position);
        outcomes.publish(List.of(answer));
    }
}

package dev.switchboard.pipeline.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.Topics;
import dev.switchboard.pipeline.intake.DeadLetters;
import dev.switchboard.pipeline.topics.Dispatch;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;

/**
 * The dead letters of the topics that this service follows: those that nobody has handled yet, each
 * to be sent again or set aside. Sending again keeps key, {@code ce_id} and value, so that a reader
 * who has processed the message after all drops it; whoever does it twice changes nothing more.
 */
public final class DeadLetterDesk {

    /** On a record that was sent again: how often. Its reader may then decide it anew. */
    public static final String REPLAY = "dlt_replay";

    private static final Logger log = LoggerFactory.getLogger(DeadLetterDesk.class);
    private static final String SUFFIX = Topics.deadLettersOf("");

    private final KafkaListenerEndpointRegistry listeners;
    private final LetterScan scan;
    private final HandledLetters handled;
    private final KafkaTemplate<String, byte[]> kafka;
    private final Clock clock;

    DeadLetterDesk(
            KafkaListenerEndpointRegistry listeners,
            LetterScan scan,
            HandledLetters handled,
            KafkaTemplate<String, byte[]> kafka,
            Clock clock) {
        this.listeners = listeners;
        this.scan = scan;
        this.handled = handled;
        this.kafka = kafka;
        this.clock = clock;
    }

    /** The open letters of this service, and whether there are more than were asked for. */
    public record Open(List<DeadLetter> letters, boolean more) {}

    /** A letter with what it carries. */
    record Whole(DeadLetter letter, Map<String, String> headers, @Nullable String value) {}

    /** The dead-letter topics of what this service follows. */
    List<String> topics() {
        var topics = new TreeSet<String>();
        for (var container : listeners.getListenerContainers()) {
            String[] followed = container.getContainerProperties().getTopics();
            if (followed != null) {
                Arrays.stream(followed).map(Topics::deadLettersOf).forEach(topics::add);
            }
        }
        return List.copyOf(topics);
    }

    /**
     * The letters that are open.
     *
     * @param limit how many at most
     */
    public Open open(int limit) {
        List<DeadLetter> letters = new ArrayList<>();
        for (String topic : topics()) {
            Map<LetterId, Instant> done = handled.of(topic);
            scan.read(
                    topic,
                    each -> {
                        if (isOpen(each, done)) {
                            letters.add(letter(each));
                        }
                        return letters.size() <= limit;
                    });
        }
        return letters.size() <= limit
                ? new Open(letters, false)
                : new Open(List.copyOf(letters.subList(0, limit)), true);
    }

    /**
     * One letter, handled or not.
     *
     * @throws NoSuchElementException where this service has no such letter
     */
    Whole show(LetterId id) {
        ConsumerRecord<String, byte[]> found = find(id);
        Map<String, String> headers = new java.util.LinkedHashMap<>();
        found.headers().forEach(h -> headers.put(h.key(), text(h.value())));
        return new Whole(
                letter(found), headers, found.value() == null ? null : text(found.value()));
    }

    /**
     * Sends a letter again to where it came from, on the same partition.
     *
     * @return false where it is not open any more; it is not sent then
     * @throws NoSuchElementException where this service has no such letter, or its value is gone
     * @throws KafkaException where the broker does not take it; it stays open
     */
    boolean replay(LetterId id) {
        ConsumerRecord<String, byte[]> found = find(id);
        if (!isOpen(found, handled.of(id.topic()))) {
            return false;
        }
        DeadLetter letter = letter(found);
        var again =
                new ProducerRecord<>(
                        letter.originTopic(), found.partition(), found.key(), value(found, letter));
        found.headers()
                .forEach(
                        header -> {
                            if (!header.key().startsWith("dlt_")) {
                                again.headers().add(header);
                            }
                        });
        again.headers().add(REPLAY, String.valueOf(letter.replays() + 1).getBytes(UTF_8));
        send(again);
        // After the broker has it: a crash in between leaves it open, and a second replay is
        // harmless.
        handled.add(id, "replayed", clock.instant());
        log.info("Dead letter {} was sent again to '{}'.", id, letter.originTopic());
        return true;
    }

    /**
     * Sets a letter aside for good; it stays in its topic until that forgets it.
     *
     * @return false where it is not open any more
     * @throws NoSuchElementException where this service has no such letter
     */
    boolean discard(LetterId id) {
        if (!isOpen(find(id), handled.of(id.topic()))) {
            return false;
        }
        handled.add(id, "discarded", clock.instant());
        log.info("Dead letter {} was discarded.", id);
        return true;
    }

    private ConsumerRecord<String, byte[]> find(LetterId id) {
        Optional<ConsumerRecord<String, byte[]>> found =
                topics().contains(id.topic()) ? scan.find(id) : Optional.empty();
        return found.orElseThrow(
                () ->
                        new NoSuchElementException(
                                "This service has no dead letter %s/%d/%d; its topics are %s."
                                        .formatted(
                                                id.topic(),
                                                id.partition(),
                                                id.offset(),
                                                topics())));
    }

    /** The letter's value, or the origin's where it was too large to be put aside. */
    private byte[] value(ConsumerRecord<String, byte[]> found, DeadLetter letter) {
        if (header(found, DeadLetters.VALUE_LEFT_OUT) == null) {
            return found.value();
        }
        String offset = letter.originOffset();
        Optional<ConsumerRecord<String, byte[]>> origin =
                offset != null && offset.matches("[0-9]{1,18}")
                        ? scan.find(
                                new LetterId(
                                        letter.originTopic(),
                                        found.partition(),
                                        Long.parseLong(offset)))
                        : Optional.empty();
        return origin.orElseThrow(
                        () ->
                                new NoSuchElementException(
                                        "The value was too large for a dead letter, and %s-%d@%s, where it was, is gone. Discard the letter."
                                                .formatted(
                                                        letter.originTopic(),
                                                        found.partition(),
                                                        offset)))
                .value();
    }

    private void send(ProducerRecord<String, byte[]> again) {
        try {
            Dispatch.acknowledged(kafka, again);
        } catch (ExecutionException e) {
            throw new KafkaException("The replay was not acknowledged", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while a dead letter was sent again", e);
        }
    }

    /**
     * A topic that was made anew counts from 0 again: what was handled before is another letter.
     */
    private static boolean isOpen(
            ConsumerRecord<String, byte[]> letter, Map<LetterId, Instant> done) {
        Instant at = done.get(new LetterId(letter.topic(), letter.partition(), letter.offset()));
        return at == null || at.isBefore(Instant.ofEpochMilli(letter.timestamp()));
    }

    private static DeadLetter letter(ConsumerRecord<String, byte[]> source) {
        return new DeadLetter(
                source.topic(),
                source.partition(),
                source.offset(),
                source.key(),
                header(source, "dlt_reason"),
                header(source, "dlt_attempts"),
                Instant.ofEpochMilli(source.timestamp()),
                // By the topic's name, not by a header: anybody could have written that.
                source.topic().substring(0, source.topic().length() - SUFFIX.length()),
                header(source, "dlt_offset"),
                header(source, "dlt_group"),
                header(source, "ce_id"),
                header(source, "ce_type"),
                header(source, "ce_companyid"),
                header(source, "ce_correlationid"),
                replays(header(source, REPLAY)));
    }

    private static int replays(@Nullable String header) {
        return header != null && header.matches("[0-9]{1,6}") ? Integer.parseInt(header) : 0;
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> source, String name) {
        return MessageCodec.header(source.headers(), name);
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }
}

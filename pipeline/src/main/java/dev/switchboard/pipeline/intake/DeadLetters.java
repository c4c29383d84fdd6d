package dev.switchboard.pipeline.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.messages.Topics;
import dev.switchboard.pipeline.topics.Dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;

import java.time.Clock;
import java.util.concurrent.ExecutionException;

/**
 * Puts records that cannot be processed on their dead-letter topic: key, value and headers as they
 * were, with headers {@code dlt_reason}, {@code dlt_topic}, {@code dlt_partition}, {@code
 * dlt_offset}, {@code dlt_group}, {@code dlt_attempts} and {@code dlt_time} in readable text, and
 * no stack trace.
 */
public final class DeadLetters {

    /**
     * On a letter that the broker takes only without its value; the value is where {@code
     * dlt_topic}, {@code dlt_partition} and {@code dlt_offset} say, as long as that topic keeps it.
     */
    public static final String VALUE_LEFT_OUT = "dlt_value_left_out";

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final KafkaTemplate<String, byte[]> kafka;
    private final Clock clock;
    private final Counter dead;
    private final String group;

    DeadLetters(
            KafkaTemplate<String, byte[]> kafka, Clock clock, MeterRegistry meters, String group) {
        this.kafka = kafka;
        this.clock = clock;
        // There from the start: an alert on its increase must see the first one.
        this.dead = meters.counter("switchboard.intake.records", "result", "dead");
        this.group = group;
    }

    /** For the letters of a poll that is about to be applied. */
    public PollLetters ofPoll() {
        return new PollLetters(this);
    }

    /**
     * Returns when the broker has the record. A poll's letters are better {@link #ofPoll kept back}
     * where the record comes again with the poll.
     *
     * @param reason a sentence without personal data
     * @throws KafkaException where the broker does not take it; the poll must then be tried again
     */
    public void add(ConsumerRecord<String, byte[]> source, String reason, int attempts) {
        var letter =
                new ProducerRecord<>(
                        Topics.deadLettersOf(source.topic()),
                        source.partition(),
                        source.key(),
                        source.value());
        source.headers().forEach(letter.headers()::add);
        header(letter, "dlt_reason", reason);
        header(letter, "dlt_topic", source.topic());
        header(letter, "dlt_partition", source.partition());
        header(letter, "dlt_offset", source.offset());
        header(letter, "dlt_group", group);
        header(letter, "dlt_attempts", attempts);
        header(letter, "dlt_time", clock.instant());
        try {
            send(letter);
        } catch (KafkaException e) {
            if (!Faults.isTooLarge(e)) {
                throw e;
            }
            send(withoutValue(letter));
        }
        dead.increment();
        try (var _ = RecordContext.of(source)) {
            tell(source, reason, attempts, letter.topic());
        }
    }

    /**
     * The broker's limit on a dead-letter topic may be lower than on the record's own; a record
     * that fits into none would hold up its partition for ever.
     */
    private static ProducerRecord<String, byte[]> withoutValue(
            ProducerRecord<String, byte[]> letter) {
        var bare =
                new ProducerRecord<String, byte[]>(
                        letter.topic(), letter.partition(), letter.key(), null, letter.headers());
        header(bare, VALUE_LEFT_OUT, "too large for " + letter.topic());
        return bare;
    }

    private void send(ProducerRecord<String, byte[]> letter) {
        try {
            Dispatch.acknowledged(kafka, letter);
        } catch (ExecutionException e) {
            throw new KafkaException("A dead letter was not acknowledged", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while a dead letter was sent", e);
        }
    }

    private static void tell(
            ConsumerRecord<String, byte[]> source, String reason, int attempts, String letters) {
        log.warn(
                "Cannot process record {}-{}@{} after {} attempt(s): {}. It is in '{}' now; mend the cause, then replay it.",
                source.topic(),
                source.partition(),
                source.offset(),
                attempts,
                reason,
                letters);
    }

    private static void header(ProducerRecord<String, byte[]> letter, String name, Object value) {
        letter.headers().remove(name);
        letter.headers().add(name, value.toString().getBytes(UTF_8));
    }
}

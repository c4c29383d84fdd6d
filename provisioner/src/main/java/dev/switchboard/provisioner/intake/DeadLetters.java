package dev.switchboard.provisioner.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.messages.Topics;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.concurrent.ExecutionException;

/**
 * Puts records that cannot be processed on their dead-letter topic: key, value and headers as they
 * were, with headers {@code dlt_reason}, {@code dlt_topic}, {@code dlt_partition}, {@code
 * dlt_offset}, {@code dlt_group}, {@code dlt_attempts} and {@code dlt_time} in readable text, and
 * no stack trace.
 */
@Component
public final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final KafkaTemplate<String, byte[]> kafka;
    private final Clock clock;
    private final MeterRegistry meters;

    DeadLetters(KafkaTemplate<String, byte[]> kafka, Clock clock, MeterRegistry meters) {
        this.kafka = kafka;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Returns when the broker has the record.
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
        header(letter, "dlt_group", "provisioner");
        header(letter, "dlt_attempts", attempts);
        header(letter, "dlt_time", clock.instant());
        try {
            kafka.send(letter).get();
        } catch (ExecutionException e) {
            throw new KafkaException("A dead letter was not acknowledged", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while a dead letter was sent", e);
        }
        meters.counter("switchboard.intake.records", "result", "dead").increment();
        log.warn(
                "Cannot process record {}-{}@{} after {} attempt(s): {}. It is in '{}' now; mend the cause, then replay it.",
                source.topic(),
                source.partition(),
                source.offset(),
                attempts,
                reason,
                letter.topic());
    }

    private static void header(ProducerRecord<String, byte[]> letter, String name, Object value) {
        letter.headers().remove(name);
        letter.headers().add(name, value.toString().getBytes(UTF_8));
    }
}

package dev.switchboard.pipeline.deadletters;

import dev.switchboard.pipeline.metrics.LabelledGauge;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code switchboard.dead.letters}: how many letters are open, by dead-letter topic. Counted by
 * offsets, without reading the letters; every instance tells of all, so take the maximum.
 */
final class OpenLetters implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OpenLetters.class);

    private final DeadLetterDesk desk;
    private final LetterScan scan;
    private final HandledLetters handled;
    private final LabelledGauge gauge;
    private @Nullable Consumer<String, byte[]> consumer;

    OpenLetters(
            DeadLetterDesk desk, LetterScan scan, HandledLetters handled, MeterRegistry meters) {
        this.desk = desk;
        this.scan = scan;
        this.handled = handled;
        this.gauge =
                new LabelledGauge(
                        meters,
                        "switchboard.dead.letters",
                        "Dead letters that nobody has replayed or discarded yet",
                        null,
                        "topic");
    }

    /** Counts once; while the broker or the database is away, the gauge stays as it is. */
    @Scheduled(fixedDelayString = "${switchboard.intake.gauge-interval:10s}")
    synchronized void count() {
        try {
            gauge.set(counts(opened()));
        } catch (KafkaException | DataAccessException e) {
            log.debug("The gauge of dead letters keeps its values", e);
            close();
        }
    }

    private Map<String, Long> counts(Consumer<String, byte[]> reader) {
        Map<String, Long> open = new TreeMap<>();
        for (String topic : desk.topics()) {
            open.put(topic, open(reader, topic));
        }
        return open;
    }

    private long open(Consumer<String, byte[]> reader, String topic) {
        Map<TopicPartition, Long> fromTheFirst = new HashMap<>();
        reader.partitionsFor(topic)
                .forEach(p -> fromTheFirst.put(new TopicPartition(topic, p.partition()), 0L));
        Map<TopicPartition, OffsetAndTimestamp> firsts = reader.offsetsForTimes(fromTheFirst);
        Map<TopicPartition, Long> ends = reader.endOffsets(fromTheFirst.keySet());
        Map<LetterId, Instant> done = handled.of(topic);
        long open = 0;
        for (TopicPartition partition : fromTheFirst.keySet()) {
            OffsetAndTimestamp first = firsts.get(partition);
            if (first != null) {
                long end = ends.getOrDefault(partition, first.offset());
                open += Math.max(0, end - first.offset() - handledIn(partition, first, end, done));
            }
        }
        return open;
    }

    /**
     * What was handled before the first letter came was a letter of a topic that has been made anew
     * since, and counts for nothing.
     */
    private static long handledIn(
            TopicPartition partition,
            OffsetAndTimestamp first,
            long end,
            Map<LetterId, Instant> done) {
        Instant begin = Instant.ofEpochMilli(first.timestamp());
        return done.entrySet().stream()
                .filter(one -> one.getKey().partition() == partition.partition())
                .filter(one -> one.getKey().offset() >= first.offset())
                .filter(one -> one.getKey().offset() < end)
                .filter(one -> !one.getValue().isBefore(begin))
                .count();
    }

    private Consumer<String, byte[]> opened() {
        if (consumer == null) {
            consumer = scan.consumer();
        }
        return consumer;
    }

    @Override
    public synchronized void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }
}

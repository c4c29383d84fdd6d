package dev.switchboard.pipeline.intake;

import dev.switchboard.pipeline.metrics.LabelledGauge;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.scheduling.annotation.Scheduled;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What this service's consumer group has not processed yet, by topic: {@code
 * switchboard.intake.lag} (messages) and {@code switchboard.intake.oldest} (seconds since the
 * oldest of them was written). Read from the broker, so an instance tells of the whole group: take
 * the maximum over instances, not the sum.
 */
final class IntakeGauges implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(IntakeGauges.class);

    /** How long one look may take to read the oldest messages. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private static final Duration POLL = Duration.ofMillis(200);

    private final ConsumerFactory<String, byte[]> consumers;
    private final String group;
    private final KafkaListenerEndpointRegistry listeners;
    private final Clock clock;
    private final LabelledGauge lag;
    private final LabelledGauge oldest;
    private Map<String, Double> known = Map.of();
    private @Nullable Consumer<String, byte[]> consumer;

    IntakeGauges(
            ConsumerFactory<String, byte[]> consumers,
            String group,
            KafkaListenerEndpointRegistry listeners,
            Clock clock,
            MeterRegistry meters) {
        this.consumers = consumers;
        this.group = group;
        this.listeners = listeners;
        this.clock = clock;
        this.lag =
                new LabelledGauge(
                        meters,
                        "switchboard.intake.lag",
                        "Messages not processed yet",
                        null,
                        "topic");
        this.oldest =
                new LabelledGauge(
                        meters,
                        "switchboard.intake.oldest",
                        "Age of the oldest message not processed yet",
                        "seconds",
                        "topic");
    }

    /** Looks once; a broker that is away leaves the gauges as they are. */
    @Scheduled(fixedDelayString = "${switchboard.intake.gauge-interval:10s}")
    synchronized void read() {
        List<String> topics =
                listeners.getListenerContainers().stream()
                        .flatMap(
                                c -> {
                                    String[] names = c.getContainerProperties().getTopics();
                                    return names == null ? Stream.empty() : Arrays.stream(names);
                                })
                        .distinct()
                        .toList();
        try {
            read(opened(), topics);
        } catch (KafkaException e) {
            log.debug("The gauges of the intake keep their values", e);
            close();
        }
    }

    private void read(Consumer<String, byte[]> reader, List<String> topics) {
        List<TopicPartition> followed = partitions(reader, topics);
        Map<TopicPartition, Long> behind = new HashMap<>();
        Map<TopicPartition, Long> ends = reader.endOffsets(followed);
        Map<TopicPartition, Long> begins = reader.beginningOffsets(followed);
        Map<TopicPartition, OffsetAndMetadata> committed = reader.committed(Set.copyOf(followed));
        Map<String, Long> lags = new TreeMap<>();
        for (TopicPartition partition : followed) {
            OffsetAndMetadata at = committed.get(partition);
            long begin = begins.getOrDefault(partition, 0L);
            long next = at == null ? begin : Math.max(begin, at.offset());
            long waiting = Math.max(0, ends.getOrDefault(partition, next) - next);
            lags.merge(partition.topic(), waiting, Long::sum);
            if (waiting > 0) {
                behind.put(partition, next);
            }
        }
        Map<String, Double> ages = ages(reader, behind);
        lag.set(lags);
        // Of a topic whose broker has not answered in time what was known stays true, or more.
        lags.forEach(
                (topic, waiting) -> ages.putIfAbsent(topic, waiting == 0 ? 0.0 : known(topic)));
        known = ages;
        oldest.set(ages);
    }

    private double known(String topic) {
        return known.getOrDefault(topic, 0.0);
    }

    /** Seconds since the oldest unprocessed message of each topic that has one. */
    private Map<String, Double> ages(
            Consumer<String, byte[]> reader, Map<TopicPartition, Long> behind) {
        Map<String, Double> ages = new TreeMap<>();
        reader.assign(behind.keySet());
        behind.forEach(reader::seek);
        Set<TopicPartition> unread = new HashSet<>(behind.keySet());
        Instant end = clock.instant().plus(LOOK);
        while (!unread.isEmpty() && clock.instant().isBefore(end)) {
            for (ConsumerRecord<String, byte[]> first : reader.poll(POLL)) {
                TopicPartition partition = new TopicPartition(first.topic(), first.partition());
                if (unread.remove(partition)) {
                    reader.pause(List.of(partition));
                    double age = (clock.millis() - first.timestamp()) / 1000.0;
                    ages.merge(first.topic(), Math.max(0, age), Math::max);
                }
            }
        }
        reader.assign(List.of());
        return ages;
    }

    private static List<TopicPartition> partitions(
            Consumer<String, byte[]> reader, List<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            reader.partitionsFor(topic)
                    .forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
        }
        return partitions;
    }

    /** It only reads what the group has committed: it never joins it, nor commits. */
    private Consumer<String, byte[]> opened() {
        if (consumer == null) {
            consumer = consumers.createConsumer(group, null, "gauges", null);
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

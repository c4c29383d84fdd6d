package dev.switchboard.localstack.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.localstack.StackException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Reads topics from a point in time to their end, as a topic monitor does: without a group. */
final class TopicScan implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    /** Outcomes go to the partition that their gateway reads, whatever their key. */
    private static final String OUTCOMES = "user.outcomes";

    private static final List<String> TOPICS =
            List.of(
                    "user.commands",
                    OUTCOMES,
                    "user.events",
                    "number.events",
                    "user.commands-dlt",
                    "user.events-dlt",
                    "number.events-dlt");

    private final KafkaConsumer<String, byte[]> consumer;
    private final String bootstrapServers;

    TopicScan(Addresses addresses) {
        this.bootstrapServers = addresses.bootstrapServers();
        Map<String, Object> settings = new HashMap<>();
        settings.put("default.api.timeout.ms", 15_000);
        settings.putAll(addresses.kafka());
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        try {
            this.consumer =
                    new KafkaConsumer<>(
                            settings, new StringDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw new StackException(
                    "The broker at %s cannot be read: %s"
                            .formatted(bootstrapServers, e.getCause() == null ? e : e.getCause()),
                    e);
        }
    }

    /** Everything of the subject since then. */
    List<ConsumerRecord<String, byte[]>> find(Subject subject, Instant since) {
        return read(
                TOPICS,
                since,
                subject.isByKeyOnly() ? subject.keys() : Set.of(),
                r -> subject.has(String.valueOf(r.key()), header(r, "ce_correlationid")));
    }

    /** Commands since then that {@code wanted} accepts. */
    List<ConsumerRecord<String, byte[]>> commands(
            Instant since, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        return read(List.of("user.commands"), since, Set.of(), wanted);
    }

    /** A header's text, or the empty string where there is none. */
    static String header(ConsumerRecord<?, ?> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }

    private List<ConsumerRecord<String, byte[]>> read(
            List<String> topics,
            Instant since,
            Set<String> keys,
            Predicate<ConsumerRecord<String, byte[]>> wanted) {
        try {
            List<TopicPartition> partitions = partitions(topics, keys);
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            seek(partitions, since, ends);
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            Set<TopicPartition> unread = new HashSet<>(partitions);
            unread.removeIf(p -> consumer.position(p) >= ends.getOrDefault(p, 0L));
            while (!unread.isEmpty()) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                    if (wanted.test(message)) {
                        found.add(message);
                    }
                }
                unread.removeIf(p -> consumer.position(p) >= ends.getOrDefault(p, 0L));
            }
            return found;
        } catch (KafkaException e) {
            throw new StackException(
                    "The broker at %s cannot be read: %s".formatted(bootstrapServers, e), e);
        }
    }

    private List<TopicPartition> partitions(List<String> topics, Set<String> keys) {
        Map<String, List<PartitionInfo>> there = consumer.listTopics();
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            int count = there.getOrDefault(topic, List.of()).size();
            Set<Integer> wanted = new HashSet<>();
            if (!keys.isEmpty() && !topic.equals(OUTCOMES)) {
                keys.forEach(key -> wanted.add(partitionOf(key, count)));
            }
            for (int i = 0; i < count; i++) {
                if (wanted.isEmpty() || wanted.contains(i)) {
                    partitions.add(new TopicPartition(topic, i));
                }
            }
        }
        return partitions;
    }

    /** Where the producers' default partitioner puts a key. */
    private static int partitionOf(String key, int partitions) {
        return partitions == 0
                ? -1
                : Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions;
    }

    private void seek(
            List<TopicPartition> partitions, Instant since, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(p -> times.put(p, since.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> begin = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp first = begin.get(partition);
            consumer.seek(
                    partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}

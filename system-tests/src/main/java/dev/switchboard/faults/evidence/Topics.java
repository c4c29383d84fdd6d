package dev.switchboard.faults.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Reads topics from their beginning, and how far their consumers have come. */
final class Topics implements AutoCloseable {

    private static final int MILLIS = 60_000;

    private final String bootstrapServers;
    private final Admin admin;

    Topics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.admin =
                Admin.create(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "default.api.timeout.ms",
                                MILLIS,
                                "request.timeout.ms",
                                MILLIS));
    }

    /** Hands on every record that the topic has now, in the order of each partition. */
    void read(String topic, Consumer<ConsumerRecord<String, byte[]>> reader) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "default.api.timeout.ms",
                        MILLIS,
                        "enable.auto.commit",
                        false);
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                consumer.poll(Duration.ofSeconds(1)).forEach(reader);
            }
        }
    }

    /** How many records each topic of dead letters has. */
    Map<String, Long> deadLetters() throws ExecutionException, InterruptedException {
        Map<String, Long> counts = new TreeMap<>();
        for (String topic : admin.listTopics().names().get()) {
            if (topic.endsWith("-dlt")) {
                Map<TopicPartition, Long> begin = offsets(topic, OffsetSpec.earliest());
                Map<TopicPartition, Long> end = offsets(topic, OffsetSpec.latest());
                long count = 0;
                for (Map.Entry<TopicPartition, Long> each : end.entrySet()) {
                    count += each.getValue() - begin.getOrDefault(each.getKey(), 0L);
                }
                counts.put("dead letters in " + topic, count);
            }
        }
        return counts;
    }

    /** How many records of the topic the group has not done. */
    long lag(String group, String topic) throws ExecutionException, InterruptedException {
        var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        Map<TopicPartition, Long> begin = offsets(topic, OffsetSpec.earliest());
        long lag = 0;
        for (Map.Entry<TopicPartition, Long> end : offsets(topic, OffsetSpec.latest()).entrySet()) {
            var offset = committed.get(end.getKey());
            lag +=
                    end.getValue()
                            - (offset == null
                                    ? begin.getOrDefault(end.getKey(), 0L)
                                    : offset.offset());
        }
        return lag;
    }

    private Map<TopicPartition, Long> offsets(String topic, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        List<TopicPartition> partitions = new ArrayList<>();
        TopicDescription description =
                Objects.requireNonNull(
                        admin.describeTopics(Set.of(topic)).allTopicNames().get().get(topic));
        description
                .partitions()
                .forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
        partitions.forEach(p -> asked.put(p, which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(asked).all().get().forEach((p, o) -> offsets.put(p, o.offset()));
        return offsets;
    }

    static @Nullable String header(ConsumerRecord<?, ?> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}

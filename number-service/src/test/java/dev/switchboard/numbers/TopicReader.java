package dev.switchboard.numbers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageCodec.Received;
import dev.switchboard.messages.NumberEvent;
import dev.switchboard.messages.NumberMessage;
import dev.switchboard.messages.Topics;
import dev.switchboard.messages.UnreadableMessageException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** What comes on a topic from the moment that the reader is made. For one thread. */
final class TopicReader implements AutoCloseable {

    private static final MessageCodec CODEC = new MessageCodec();

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    TopicReader(String brokers, String topic) {
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", brokers),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(p -> new TopicPartition(topic, p.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Everything that the topic has at the time of the call. */
    List<ConsumerRecord<String, byte[]>> records() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        Fixture.soon()
                .pollInSameThread()
                .until(
                        () -> {
                            consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                            return ends.entrySet().stream()
                                    .allMatch(
                                            end ->
                                                    consumer.position(end.getKey())
                                                            >= end.getValue());
                        });
        return List.copyOf(records);
    }

    /**
     * The number events so far. What a topic tells of the stock, between them and whenever a
     * service looks at it, is left out.
     */
    List<Received<NumberEvent>> numberEvents() {
        List<Received<NumberEvent>> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> received : records()) {
            try {
                Received<NumberMessage> read = CODEC.decode(received, NumberMessage.class);
                if (read.message() instanceof NumberEvent event) {
                    events.add(new Received<>(read.envelope(), event));
                }
            } catch (UnreadableMessageException e) {
                throw new IllegalStateException(e);
            }
        }
        return events;
    }

    /** The number events of one user so far. */
    List<NumberEvent> numberEventsOf(UUID userId) {
        return numberEvents().stream()
                .map(Received::message)
                .filter(event -> event.userId().equals(userId))
                .toList();
    }

    static @Nullable String header(ConsumerRecord<?, ?> source, String name) {
        Header header = source.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** Makes the topics, so that a test can look at them before the service runs. */
    static void makeTopics(String brokers) {
        try (Admin admin = admin(brokers)) {
            for (Topics.TopicSpec topic : Topics.ALL) {
                try {
                    admin.createTopics(
                                    List.of(
                                            new NewTopic(
                                                    topic.name(), Topics.PARTITIONS, (short) 1)))
                            .all()
                            .get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException(e);
                    }
                }
            }
            // A topic that was just made is not known to every part of the broker at once.
            for (Topics.TopicSpec topic : Topics.ALL) {
                Fixture.soon().until(() -> ends(admin, topic.name()).size() == Topics.PARTITIONS);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets a group that has never read start behind what is there. */
    static void moveGroupToEnd(String brokers, String group, String topic) {
        try (Admin admin = admin(brokers)) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            ends(admin, topic).forEach((p, end) -> offsets.put(p, new OffsetAndMetadata(end)));
            admin.alterConsumerGroupOffsets(group, offsets).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many records of a topic a group has not committed yet. */
    static long lag(String brokers, String group, String topic) {
        try (Admin admin = admin(brokers)) {
            var committed =
                    admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            return ends(admin, topic).entrySet().stream()
                    .mapToLong(
                            e -> {
                                OffsetAndMetadata offset = committed.get(e.getKey());
                                return e.getValue() - (offset == null ? 0 : offset.offset());
                            })
                    .sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Admin admin(String brokers) {
        return Admin.create(Map.of("bootstrap.servers", brokers));
    }

    private static Map<TopicPartition, Long> ends(Admin admin, String topic)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        requireNonNull(admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic))
                .partitions()
                .stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .forEach(p -> latest.put(p, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (var end : admin.listOffsets(latest).all().get().entrySet()) {
            ends.put(end.getKey(), end.getValue().offset());
        }
        return ends;
    }
}

package dev.switchboard.gateway;

import dev.switchboard.messages.Command;
import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.Envelope.ReplyTo;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageCodec.Received;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.Topics;
import dev.switchboard.messages.UnreadableMessageException;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Reads commands from a real broker and answers each as a test says, in the provisioner's place.
 * Reads from the end that the topic has when it is made.
 */
final class FakeProvisioner implements AutoCloseable {

    private final MessageCodec codec = new MessageCodec();
    private final Consumer<String, byte[]> consumer;
    private final Producer<String, byte[]> producer;
    private final Function<Command, Optional<Outcome>> decision;
    private final Queue<ConsumerRecord<String, byte[]>> seen = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean running = true;

    /** Answers with what {@code decision} gives, or not at all. */
    FakeProvisioner(String bootstrapServers, Function<Command, Optional<Outcome>> decision) {
        this.decision = decision;
        this.consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.LINGER_MS_CONFIG,
                                0),
                        new StringSerializer(),
                        new ByteArraySerializer());
        List<TopicPartition> partitions =
                IntStream.range(0, Topics.PARTITIONS)
                        .mapToObj(p -> new TopicPartition(Topics.USER_COMMANDS, p))
                        .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
        this.thread = Thread.ofPlatform().name("fake-provisioner").start(this::run);
    }

    /** Every command so far, as it came. */
    List<ConsumerRecord<String, byte[]>> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
        producer.close();
    }

    private void run() {
        while (running) {
            for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(100))) {
                seen.add(message);
                try {
                    answer(codec.decode(message, Command.class));
                } catch (UnreadableMessageException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private void answer(Received<Command> received) {
        Optional<Outcome> outcome = decision.apply(received.message());
        if (outcome.isEmpty()) {
            return;
        }
        Envelope asked = received.envelope();
        ReplyTo replyTo = Objects.requireNonNull(asked.replyTo());
        Envelope envelope =
                new Envelope(
                        MessageIds.next(),
                        "/provisioner/fake",
                        asked.subject(),
                        Clock.systemUTC().instant(),
                        asked.companyId(),
                        asked.correlationId(),
                        asked.id(),
                        asked.traceparent(),
                        replyTo);
        var _ =
                producer.send(
                        codec.encode(
                                envelope,
                                outcome.get(),
                                received.message().resourceId(),
                                replyTo.partition()));
    }
}

package dev.switchboard.provisioner;

import static org.awaitility.Awaitility.await;

import dev.switchboard.messages.Command;
import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.LicenceEvent;
import dev.switchboard.messages.Message;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageCodec.Received;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.NumberEvent;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.ResourceEvent;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.messages.Topics;
import dev.switchboard.messages.UnreadableMessageException;
import dev.switchboard.messages.UserEvent;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The topics as the gateway, the number service and an operator see them. */
final class Pipeline implements AutoCloseable {

    static final int REPLY_PARTITION = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MessageCodec codec = new MessageCodec();
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Received<Outcome>> outcomes = new CopyOnWriteArrayList<>();
    private final List<Received<ResourceEvent>> events = new CopyOnWriteArrayList<>();
    private final List<LicenceEvent> licenceEvents = new CopyOnWriteArrayList<>();
    private final List<ConsumerRecord<String, byte[]>> deadLetters = new CopyOnWriteArrayList<>();
    private final Thread reader = new Thread(this::read, "pipeline");
    private volatile boolean open = true;

    /** Reads what is published from now on. */
    Pipeline(String bootstrapServers) {
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                        new StringSerializer(),
                        new ByteArraySerializer());
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                Stream.of(
                                Topics.USER_EVENTS,
                                Topics.LICENCE_EVENTS,
                                Topics.deadLettersOf(Topics.USER_COMMANDS),
                                Topics.deadLettersOf(Topics.NUMBER_EVENTS),
                                Topics.deadLettersOf(Topics.REQUEST_LOG))
                        .flatMap(
                                topic ->
                                        IntStream.range(0, Topics.PARTITIONS)
                                                .mapToObj(p -> new TopicPartition(topic, p)))
                        .toList();
        List<TopicPartition> all = new ArrayList<>(partitions);
        all.add(new TopicPartition(Topics.USER_OUTCOMES, REPLY_PARTITION));
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
        reader.start();
    }

    private void read() {
        try (consumer) {
            while (open) {
                for (ConsumerRecord<String, byte[]> read : consumer.poll(Duration.ofMillis(100))) {
                    switch (read.topic()) {
                        case Topics.USER_OUTCOMES ->
                                outcomes.add(codec.decode(read, Outcome.class));
                        case Topics.LICENCE_EVENTS ->
                                licenceEvents.add(codec.decode(read, LicenceEvent.class).message());
                        case Topics.USER_EVENTS ->
                                events.add(codec.decode(read, ResourceEvent.class));
                        default -> deadLetters.add(read);
                    }
                }
            }
        } catch (UnreadableMessageException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a command as a gateway does. */
    UUID send(UUID companyId, Command command) {
        return send(MessageIds.next(), companyId, command);
    }

    /** Sends a command under an id. */
    UUID send(UUID commandId, UUID companyId, Command command) {
        send(record(commandId, companyId, command, command.resourceId()));
        return commandId;
    }

    /** Sends a command as one that a gateway has sent before now. */
    UUID send(UUID companyId, Command command, Instant time) {
        UUID commandId = MessageIds.next();
        send(record(commandId, companyId, command, command.resourceId(), time));
        return commandId;
    }

    /** Sends a number event as the number service does. */
    void send(UUID companyId, NumberEvent event) {
        send(record(MessageIds.next(), companyId, event, event.userId()));
    }

    /** Sends anything. */
    void send(ProducerRecord<String, byte[]> raw) {
        // Not waited for, so that a batch can form; what does not arrive is missed by the test.
        var _ = producer.send(raw);
    }

    /** Returns when the broker has all of them. */
    void sendTo(int partition, List<ProducerRecord<String, byte[]>> records)
            throws InterruptedException, ExecutionException {
        List<Future<?>> acks = new ArrayList<>();
        for (ProducerRecord<String, byte[]> each : records) {
            acks.add(
                    producer.send(
                            new ProducerRecord<>(
                                    each.topic(),
                                    partition,
                                    each.key(),
                                    each.value(),
                                    each.headers())));
        }
        for (Future<?> ack : acks) {
            ack.get();
        }
    }

    /** A message as its sender makes it. */
    ProducerRecord<String, byte[]> record(UUID id, UUID companyId, Message message, UUID key) {
        return record(id, companyId, message, key, Instant.now());
    }

    private ProducerRecord<String, byte[]> record(
            UUID id, UUID companyId, Message message, UUID key, Instant time) {
        return codec.encode(
                new Envelope(
                        id,
                        "/test",
                        message instanceof Command command
                                ? Envelope.subjectOf(command.resourceType(), key)
                                : Envelope.subjectOf(ResourceType.USER, key),
                        time,
                        companyId,
                        "request-" + id,
                        null,
                        null,
                        message instanceof Command
                                ? new Envelope.ReplyTo("test", REPLY_PARTITION)
                                : null),
                message,
                key,
                null);
    }

    /** Sends a command and waits for its outcome. */
    Outcome ask(UUID companyId, Command command) {
        return outcome(send(companyId, command));
    }

    /** Waits for the outcome of a command. */
    Outcome outcome(UUID commandId) {
        return await().atMost(PATIENCE)
                .until(() -> outcomes(commandId), found -> !found.isEmpty())
                .getFirst();
    }

    /** Waits for the outcomes of many commands at once. */
    void awaitOutcomes(List<UUID> commandIds) {
        await().atMost(PATIENCE.multipliedBy(3))
                .until(
                        () ->
                                outcomes.stream()
                                        .map(o -> o.envelope().causationId())
                                        .collect(Collectors.toSet())
                                        .containsAll(commandIds));
    }

    /** The outcomes of a command so far. */
    List<Outcome> outcomes(UUID commandId) {
        return outcomes.stream()
                .filter(o -> commandId.equals(o.envelope().causationId()))
                .map(Received::message)
                .toList();
    }

    /** Those of the commands that have been answered so far, in the order of the answers. */
    List<UUID> answered(Collection<UUID> commandIds) {
        return outcomes.stream()
                .map(o -> o.envelope().causationId())
                .filter(commandIds::contains)
                .toList();
    }

    /** The versions of the user that events have told of so far, once each, in their order. */
    List<Long> versions(UUID userId) {
        return events(userId).stream().map(UserEvent::version).distinct().toList();
    }

    /** Waits until events have told of so many versions. */
    List<Long> versions(UUID userId, int count) {
        return await().atMost(PATIENCE.multipliedBy(3))
                .until(() -> versions(userId), found -> found.size() >= count);
    }

    /** The user's events so far, in order. */
    List<UserEvent> events(UUID userId) {
        return events.stream()
                .map(Received::message)
                .filter(UserEvent.class::isInstance)
                .map(UserEvent.class::cast)
                .filter(e -> e.userId().equals(userId))
                .toList();
    }

    /** Waits for so many events of a user. */
    List<UserEvent> events(UUID userId, int count) {
        return await().atMost(PATIENCE).until(() -> events(userId), e -> e.size() >= count);
    }

    /** All events so far. */
    List<Received<ResourceEvent>> allEvents() {
        return List.copyOf(events);
    }

    /** The licence events of a company so far, in order. */
    List<LicenceEvent> licenceEvents(UUID companyId) {
        return licenceEvents.stream().filter(e -> e.companyId().equals(companyId)).toList();
    }

    /** The dead letters with that key so far. */
    List<ConsumerRecord<String, byte[]>> deadLetters(String key) {
        return deadLetters.stream().filter(d -> key.equals(d.key())).toList();
    }

    /** Waits for a dead letter with that key. */
    ConsumerRecord<String, byte[]> deadLetter(String key) {
        return await().atMost(PATIENCE)
                .until(
                        () -> deadLetters.stream().filter(d -> key.equals(d.key())).findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    @Override
    public void close() {
        open = false;
        producer.close();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

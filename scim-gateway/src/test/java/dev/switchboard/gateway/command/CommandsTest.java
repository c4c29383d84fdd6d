package dev.switchboard.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.gateway.GatewayProperties;
import dev.switchboard.gateway.command.Reply.Cause;
import dev.switchboard.gateway.command.Reply.Undecided;
import dev.switchboard.gateway.outcome.OutcomeWaiters;
import dev.switchboard.gateway.outcome.OutcomesFixture;
import dev.switchboard.messages.Command;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.ResourceType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

@Timeout(30)
final class CommandsTest {

    private static final UUID RESOURCE = new UUID(0x0190L << 48 | 0x7000, 1L << 63 | 1);
    private static final Command DELETE = new Command.Delete(ResourceType.USER, RESOURCE, null);
    private static final Origin ORIGIN =
            new Origin(
                    new UUID(4, 4),
                    "request-1",
                    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    private static final Outcome DELETED = new Outcome.Deleted(RESOURCE);

    private final OutcomeWaiters waiters = new OutcomeWaiters();

    @Test
    void answersWithTheOutcomeOfThisCommand() {
        FakeBroker broker = new FakeBroker(true);
        broker.onSend = message -> complete(message, DELETED);

        assertThat(commands(broker, 10).ask(DELETE, ORIGIN)).isEqualTo(new Reply.Decided(DELETED));
        assertThat(waiters.size()).isZero();
    }

    @Test
    void saysEverythingThatTheProvisionerNeedsInTheEnvelope() {
        FakeBroker broker = new FakeBroker(true);
        broker.onSend = message -> complete(message, DELETED);

        commands(broker, 10).ask(DELETE, ORIGIN);

        ProducerRecord<String, byte[]> sent = broker.history().getFirst();
        assertThat(sent.topic()).isEqualTo("user.commands");
        assertThat(sent.key()).isEqualTo(RESOURCE.toString());
        assertThat(sent.partition()).isNull();
        assertThat(header(sent, "ce_source")).isEqualTo("/scim-gateway/test");
        assertThat(header(sent, "ce_subject")).isEqualTo("/Users/" + RESOURCE);
        assertThat(header(sent, "ce_companyid")).isEqualTo(ORIGIN.companyId().toString());
        assertThat(header(sent, "ce_correlationid")).isEqualTo("request-1");
        assertThat(header(sent, "traceparent")).isEqualTo(ORIGIN.traceparent());
        assertThat(header(sent, "ce_gateway")).isEqualTo("test");
        assertThat(header(sent, "ce_replypartition")).isEqualTo("3");
        assertThat(header(sent, "ce_time")).isEqualTo("2026-11-23T10:00:00Z");
    }

    @Test
    void saysThatARecordedCommandWillBeAppliedWhenNoOutcomeComes() {
        Reply reply = commands(new FakeBroker(true), 10).ask(DELETE, ORIGIN);

        assertThat(reply).isEqualTo(new Undecided(Recorded.YES, Cause.NO_OUTCOME_IN_TIME));
        assertThat(waiters.size()).isZero();
    }

    @Test
    void saysThatItDoesNotKnowWhenTheBrokerDoesNotConfirm() {
        Reply reply = commands(new FakeBroker(false), 10).ask(DELETE, ORIGIN);

        assertThat(reply).isEqualTo(new Undecided(Recorded.UNKNOWN, Cause.BROKER_AWAY));
    }

    @Test
    void saysThatItDoesNotKnowWhenTheConfirmationTimesOut() {
        FakeBroker broker = new FakeBroker(false);
        broker.onSend = _ -> onAnotherThread(() -> broker.errorNext(new TimeoutException("late")));

        Reply reply = commands(broker, 10).ask(DELETE, ORIGIN);

        assertThat(reply).isEqualTo(new Undecided(Recorded.UNKNOWN, Cause.BROKER_AWAY));
    }

    @Test
    void takesAnOutcomeThatComesThoughTheBrokerDidNotConfirm() {
        FakeBroker broker = new FakeBroker(false);
        broker.onSend =
                message -> {
                    onAnotherThread(() -> broker.errorNext(new TimeoutException("late")));
                    complete(message, DELETED);
                };

        assertThat(commands(broker, 10).ask(DELETE, ORIGIN)).isEqualTo(new Reply.Decided(DELETED));
    }

    @Test
    void saysAtOnceThatNothingIsRecordedWhenTheBrokerRefuses() {
        FakeBroker broker = new FakeBroker(false);
        broker.onSend =
                _ -> onAnotherThread(() -> broker.errorNext(new TopicAuthorizationException("no")));

        Reply reply = commands(broker, 10, Duration.ofMinutes(1)).ask(DELETE, ORIGIN);

        assertThat(reply).isEqualTo(new Undecided(Recorded.NO, Cause.BROKER_AWAY));
    }

    @Test
    void saysAtOnceThatNothingIsRecordedWhenItCannotEvenBeQueued() {
        FakeBroker broker = new FakeBroker(false);
        broker.onSend = _ -> broker.errorNext(new TimeoutException("no metadata"));

        Reply reply = commands(broker, 10, Duration.ofMinutes(1)).ask(DELETE, ORIGIN);

        assertThat(reply).isEqualTo(new Undecided(Recorded.NO, Cause.BROKER_AWAY));
    }

    @Test
    void saysAtOnceThatNothingIsRecordedWhenThereIsNoProducer() {
        CommandPublisher publisher =
                new CommandPublisher(
                        () -> {
                            throw new KafkaException("No resolvable bootstrap urls");
                        },
                        new MessageCodec());

        Reply reply = commands(publisher, 10, Duration.ofMinutes(1)).ask(DELETE, ORIGIN);

        assertThat(reply).isEqualTo(new Undecided(Recorded.NO, Cause.BROKER_AWAY));
        assertThat(waiters.size()).isZero();
    }

    @Test
    void tellsACommandThatIsTooLarge() {
        FakeBroker broker = new FakeBroker(false);
        broker.onSend = _ -> broker.errorNext(new RecordTooLargeException("1 MiB"));

        Reply reply = commands(broker, 10).ask(DELETE, ORIGIN);

        assertThat(reply).isEqualTo(new Undecided(Recorded.NO, Cause.TOO_LARGE));
    }

    @Test
    void publishesNothingWhileAsManyWaitAsMay() {
        FakeBroker broker = new FakeBroker(true);
        Commands commands = commands(broker, 1);
        Reply[] second = new Reply[1];
        broker.onSend =
                message -> {
                    second[0] = commands.ask(DELETE, ORIGIN);
                    complete(message, DELETED);
                };

        assertThat(commands.ask(DELETE, ORIGIN)).isInstanceOf(Reply.Decided.class);
        assertThat(second[0]).isEqualTo(new Undecided(Recorded.NO, Cause.TOO_MANY_IN_FLIGHT));
        assertThat(broker.history()).hasSize(1);

        broker.onSend = message -> complete(message, DELETED);
        assertThat(commands.ask(DELETE, ORIGIN)).isInstanceOf(Reply.Decided.class);
    }

    @Test
    void sendsALoneCommandAtOnce() {
        FakeBroker broker = new FakeBroker(true);
        broker.onSend = message -> complete(message, DELETED);
        Commands commands = commands(broker, 10);

        commands.ask(DELETE, ORIGIN);
        commands.ask(DELETE, ORIGIN);

        await().until(() -> broker.flushes.get() == 2);
    }

    @Test
    void letsCommandsThatComeSideBySideLeaveTogether() {
        FakeBroker broker = new FakeBroker(true);
        AtomicInteger asked = new AtomicInteger();
        Commands commands =
                commands(
                        new CommandPublisher(
                                () -> {
                                    asked.incrementAndGet();
                                    return broker;
                                },
                                new MessageCodec()),
                        10,
                        Duration.ofMillis(100));
        broker.onSend =
                first -> {
                    broker.onSend = second -> complete(second, DELETED);
                    commands.ask(DELETE, ORIGIN);
                    complete(first, DELETED);
                };

        commands.ask(DELETE, ORIGIN);

        assertThat(broker.history()).hasSize(2);
        // Each asks for the producer once, to send; to hurry it would ask again.
        assertThat(asked).hasValue(2);
    }

    @Test
    void doesNotHurryWhatWasNeverSent() {
        AtomicInteger asked = new AtomicInteger();
        CommandPublisher publisher =
                new CommandPublisher(
                        () -> {
                            asked.incrementAndGet();
                            throw new KafkaException("No resolvable bootstrap urls");
                        },
                        new MessageCodec());

        commands(publisher, 10, Duration.ofMinutes(1)).ask(DELETE, ORIGIN);

        assertThat(asked).hasValue(1);
    }

    @Test
    void publishesNothingBeforeOutcomesCanBeHeard() {
        FakeBroker broker = new FakeBroker(true);
        OutcomeWaiters unused = new OutcomeWaiters();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Commands commands =
                new Commands(
                        new CommandPublisher(() -> broker, new MessageCodec()),
                        () -> false,
                        unused,
                        OutcomesFixture.instance(),
                        Clock.systemUTC(),
                        new CommandMetrics(meters, unused),
                        properties(10, Duration.ofSeconds(1)));

        assertThat(commands.ask(DELETE, ORIGIN))
                .isEqualTo(new Undecided(Recorded.NO, Cause.NOT_READY));
        assertThat(broker.history()).isEmpty();
    }

    private Commands commands(FakeBroker broker, int maxInFlight) {
        return commands(broker, maxInFlight, Duration.ofMillis(100));
    }

    private Commands commands(FakeBroker broker, int maxInFlight, Duration timeout) {
        return commands(
                new CommandPublisher(() -> broker, new MessageCodec()), maxInFlight, timeout);
    }

    private Commands commands(CommandPublisher publisher, int maxInFlight, Duration timeout) {
        return new Commands(
                publisher,
                () -> true,
                waiters,
                OutcomesFixture.instance(),
                Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC),
                new CommandMetrics(new SimpleMeterRegistry(), waiters),
                properties(maxInFlight, timeout));
    }

    private static GatewayProperties properties(int maxInFlight, Duration timeout) {
        return new GatewayProperties(
                null,
                null,
                timeout,
                Duration.ZERO,
                Duration.ofSeconds(10),
                maxInFlight,
                null,
                Duration.ofSeconds(2),
                100,
                DataSize.ofMegabytes(1),
                100,
                1000);
    }

    private void complete(ProducerRecord<String, byte[]> message, Outcome outcome) {
        OutcomesFixture.complete(waiters, UUID.fromString(header(message, "ce_id")), outcome);
    }

    private static void onAnotherThread(Runnable action) {
        try {
            Thread.ofPlatform().start(action).join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String header(ProducerRecord<String, byte[]> message, String name) {
        return String.valueOf(MessageCodec.header(message.headers(), name));
    }

    /** Kafka's own test producer, with something to do after each record. */
    private static final class FakeBroker extends MockProducer<String, byte[]> {

        final AtomicInteger flushes = new AtomicInteger();
        Consumer<ProducerRecord<String, byte[]>> onSend = _ -> {};

        FakeBroker(boolean confirms) {
            super(
                    confirms,
                    new RoundRobinPartitioner(),
                    new StringSerializer(),
                    new ByteArraySerializer());
        }

        // Not synchronized: another thread must be able to fail the record meanwhile.
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        @Override
        public Future<RecordMetadata> send(
                ProducerRecord<String, byte[]> message, Callback callback) {
            Future<RecordMetadata> sent = super.send(message, callback);
            onSend.accept(message);
            return sent;
        }

        /** Only sends; whether the broker confirms is the test's to say. */
        @Override
        public synchronized void flush() {
            flushes.incrementAndGet();
        }
    }
}

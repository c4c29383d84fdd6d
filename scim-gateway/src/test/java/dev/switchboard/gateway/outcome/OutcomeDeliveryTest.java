package dev.switchboard.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.outcome.OutcomeWaiters.Waiter;
import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.Envelope.ReplyTo;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.Outcome;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

final class OutcomeDeliveryTest {

    private static final UUID COMMAND = new UUID(1, 1);
    private static final UUID RESOURCE = new UUID(2, 2);
    private static final Outcome OUTCOME = new Outcome.Deleted(RESOURCE);

    private final MessageCodec codec = new MessageCodec();
    private final OutcomeWaiters waiters = new OutcomeWaiters();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final OutcomeDelivery delivery =
            new OutcomeDelivery(codec, waiters, Instance.named("me", 3), meters);

    @Test
    void takesAnOutcomeToTheOneWhoWaits() throws InterruptedException {
        try (Waiter waiter = waiters.register(COMMAND)) {
            delivery.deliver(outcomeFor("me", "{\"resourceId\":\"%s\"}".formatted(RESOURCE)));

            assertThat(waiter.await(Duration.ZERO)).contains(OUTCOME);
        }
        assertThat(count("delivered")).isEqualTo(1);
    }

    @Test
    void passesOverOutcomesOfOtherInstancesWithoutReadingThem() throws InterruptedException {
        try (Waiter waiter = waiters.register(COMMAND)) {
            delivery.deliver(outcomeFor("another", "not even JSON"));

            assertThat(waiter.await(Duration.ZERO)).isEqualTo(Optional.empty());
        }
        assertThat(count("delivered") + count("late") + count("unreadable")).isZero();
    }

    @Test
    void countsAnOutcomeForWhichNobodyWaits() {
        delivery.deliver(outcomeFor("me", "{\"resourceId\":\"%s\"}".formatted(RESOURCE)));

        assertThat(count("late")).isEqualTo(1);
    }

    @Test
    void goesOnAfterAnOutcomeThatCannotBeRead() {
        delivery.deliver(outcomeFor("me", "not even JSON"));

        assertThat(count("unreadable")).isEqualTo(1);
    }

    private ConsumerRecord<String, byte[]> outcomeFor(String gateway, String value) {
        Envelope envelope =
                new Envelope(
                        new UUID(3, 3),
                        "/provisioner/1",
                        "/Users/" + RESOURCE,
                        Instant.EPOCH,
                        new UUID(4, 4),
                        "request",
                        COMMAND,
                        null,
                        new ReplyTo(gateway, 3));
        var headers = codec.encode(envelope, OUTCOME, RESOURCE, 3).headers();
        return new ConsumerRecord<>(
                "user.outcomes",
                3,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                RESOURCE.toString(),
                value.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                new RecordHeaders(headers),
                Optional.empty());
    }

    private double count(String result) {
        return meters.get("switchboard.gateway.outcomes").tag("result", result).counter().count();
    }
}

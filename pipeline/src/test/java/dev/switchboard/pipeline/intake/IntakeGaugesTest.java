package dev.switchboard.pipeline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListenerContainer;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class IntakeGaugesTest {

    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);
    private static final Instant SENT = Instant.parse("2026-11-23T12:00:00Z");

    private final MockConsumer<String, byte[]> broker = new MockConsumer<>("earliest");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final IntakeGauges gauges =
            new IntakeGauges(
                    new TestConsumers(() -> broker), "group", new Listeners(), new Later(), meters);

    @Test
    void keepsTheAgeWhileTheBrokerGivesNoRecord() {
        broker.updatePartitions("topic", List.of(new PartitionInfo("topic", 0, null, null, null)));
        broker.updateBeginningOffsets(Map.of(PARTITION, 0L));
        broker.updateEndOffsets(Map.of(PARTITION, 1L));
        broker.schedulePollTask(() -> broker.addRecord(oldest()));

        gauges.read();
        double age = oldestSeconds();
        assertThat(age).isGreaterThan(60);

        gauges.read();
        assertThat(oldestSeconds()).isEqualTo(age);

        broker.updateEndOffsets(Map.of(PARTITION, 0L));
        gauges.read();
        assertThat(oldestSeconds()).isZero();
    }

    private double oldestSeconds() {
        return meters.get("switchboard.intake.oldest").tag("topic", "topic").gauge().value();
    }

    private static ConsumerRecord<String, byte[]> oldest() {
        return new ConsumerRecord<>(
                "topic",
                0,
                0,
                SENT.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                "key",
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
    }

    private final class Listeners extends KafkaListenerEndpointRegistry {

        @Override
        public Collection<MessageListenerContainer> getListenerContainers() {
            return List.of(
                    new ConcurrentMessageListenerContainer<>(
                            new TestConsumers(() -> broker), new ContainerProperties("topic")));
        }
    }

    /** Begins a minute after the record was sent; each look at it takes half a second. */
    private static final class Later extends Clock {

        private Instant now = SENT.plusSeconds(60);

        @Override
        public Instant instant() {
            now = now.plusMillis(500);
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}

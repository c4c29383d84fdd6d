package dev.switchboard.pipeline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

final class TopicSetupTest {

    private static final int THREADS = 2;

    /** The second consumer of two cannot be made, as where the broker's name does not resolve. */
    @Test
    void startsAListenerAgainThatCouldNotBeMade() {
        var made = new AtomicInteger();
        var container = container(failing(made, 2));

        assertThat(TopicSetup.started(List.of(container))).isFalse();
        assertThat(container.isRunning()).isFalse();

        assertThat(TopicSetup.started(List.of(container))).isTrue();
        try {
            assertThat(container.isRunning()).isTrue();
            assertThat(container.getContainers()).hasSize(THREADS);
            assertThat(made).hasValueGreaterThanOrEqualTo(THREADS + 2);
        } finally {
            container.stop();
        }
    }

    private static ConcurrentMessageListenerContainer<String, byte[]> container(
            ConsumerFactory<String, byte[]> consumers) {
        var properties = new ContainerProperties("topic");
        properties.setGroupId("group");
        properties.setMessageListener((MessageListener<String, byte[]>) _ -> {});
        var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setBeanName("listener");
        container.setConcurrency(THREADS);
        return container;
    }

    private static ConsumerFactory<String, byte[]> failing(AtomicInteger made, int which) {
        return new TestConsumers(
                () -> {
                    if (made.incrementAndGet() == which) {
                        throw new KafkaException("Failed to construct kafka consumer");
                    }
                    return new MockConsumer<>("earliest");
                });
    }
}

package dev.switchboard.pipeline.intake;

import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;

/** Consumers that a test makes. */
final class TestConsumers extends DefaultKafkaConsumerFactory<String, byte[]> {

    private final Supplier<Consumer<String, byte[]>> each;

    TestConsumers(Supplier<Consumer<String, byte[]>> each) {
        super(Map.of());
        this.each = each;
    }

    @Override
    public Consumer<String, byte[]> createConsumer(
            @Nullable String groupId,
            @Nullable String clientIdPrefix,
            @Nullable String clientIdSuffix,
            @Nullable Properties properties) {
        return each.get();
    }
}

package dev.switchboard.testsupport;

import dev.switchboard.localstack.LocalStack;
import dev.switchboard.localstack.StackPart;
import dev.switchboard.localstack.StackSettings;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.testcontainers.kafka.KafkaContainer;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A real broker, one for all tests of a JVM, started at first use and gone with the JVM. Tests keep
 * apart by topics and groups of their own.
 */
public final class TestKafka {

    private static final String IMAGE = "apache/kafka:4.3.1";
    private static final int PATIENCE_SECONDS = 30;

    private final String bootstrapServers;

    private TestKafka(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** The one of this JVM. */
    public static TestKafka shared() {
        return Holder.SHARED;
    }

    /** E.g. {@code 127.0.0.1:12345}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * Gives Spring the broker's address: {@code TestKafka.shared().register(registry::add)} in a
     * {@code @DynamicPropertySource} method.
     */
    public void register(BiConsumer<String, Supplier<Object>> registry) {
        registry.accept("spring.kafka.bootstrap-servers", () -> bootstrapServers);
    }

    /** Makes topics with one copy of so many partitions; leaves alone those that exist. */
    public void createTopics(int partitions, String... names) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            for (var created :
                    admin.createTopics(
                                    Arrays.stream(names)
                                            .map(n -> new NewTopic(n, partitions, (short) 1))
                                            .toList())
                            .values()
                            .entrySet()) {
                try {
                    created.getValue().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException(
                                "Topic '" + created.getKey() + "' cannot be made", e.getCause());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("The broker did not make a topic in time", e);
        }
    }

    /** Starts the broker at first use. */
    private static final class Holder {
        static final TestKafka SHARED =
                new TestKafka(
                        switch (TestInfrastructure.chosen()) {
                            case DOCKER -> container();
                            case EMBEDDED -> process();
                        });

        @SuppressWarnings("resource") // lives as long as the JVM
        private static String container() {
            KafkaContainer container =
                    new KafkaContainer(IMAGE).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
            container.start();
            return container.getBootstrapServers();
        }

        @SuppressWarnings("resource") // lives as long as the JVM
        private static String process() {
            LocalStack stack =
                    new LocalStack(
                            StackSettings.forTests(
                                    TestInfrastructure.newDirectory("kafka"), StackPart.KAFKA));
            stack.start();
            return stack.bootstrapServers();
        }
    }
}

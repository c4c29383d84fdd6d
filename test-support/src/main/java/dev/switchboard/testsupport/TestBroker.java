package dev.switchboard.testsupport;

import dev.switchboard.localstack.FreePorts;
import dev.switchboard.localstack.KafkaBroker;
import dev.switchboard.localstack.StackProcess;

import org.testcontainers.kafka.KafkaContainer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real broker of a test's own, which it may take away. */
public final class TestBroker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String bootstrapServers;
    private final Runnable end;

    private TestBroker(String bootstrapServers, Runnable end) {
        this.bootstrapServers = bootstrapServers;
        this.end = end;
    }

    /** Starts one; it ends with the JVM at the latest. */
    public static TestBroker start() {
        return Infrastructure.inContainers() ? inContainer() : asProcess();
    }

    /** Where it is. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Ends it as a crash would. */
    public void kill() {
        end.run();
    }

    @Override
    public void close() {
        kill();
    }

    private static TestBroker inContainer() {
        @SuppressWarnings("resource") // ends with the JVM
        KafkaContainer kafka =
                new KafkaContainer("apache/kafka:4.3.1")
                        .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        kafka.start();
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::stop));
        return new TestBroker(kafka.getBootstrapServers(), kafka::stop);
    }

    private static TestBroker asProcess() {
        List<Integer> ports = FreePorts.free(2);
        Path home = Infrastructure.home().resolve("broker-" + ports.getFirst());
        StackProcess kafka =
                KafkaBroker.process(Infrastructure.checkout(), home, ports.get(0), ports.get(1));
        Infrastructure.endWithTests(kafka);
        kafka.start();
        kafka.awaitReady(PATIENCE);
        return new TestBroker("127.0.0.1:" + kafka.port(), kafka::kill);
    }
}

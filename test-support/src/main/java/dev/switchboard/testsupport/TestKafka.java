package dev.switchboard.testsupport;

import dev.switchboard.localstack.KafkaBroker;
import dev.switchboard.localstack.Ports;
import dev.switchboard.localstack.StackProcess;

import org.testcontainers.kafka.KafkaContainer;

import java.time.Duration;
import java.util.List;

/** A real broker that all tests of a JVM share; topics keep them apart. */
public final class TestKafka {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private TestKafka() {}

    /** Where it is; starts it, if this is the first call. */
    public static String bootstrapServers() {
        return Holder.BOOTSTRAP_SERVERS;
    }

    private static final class Holder {
        static final String BOOTSTRAP_SERVERS =
                Infrastructure.inContainers() ? inContainer() : asProcess();
    }

    private static String inContainer() {
        @SuppressWarnings("resource") // ends with the JVM
        KafkaContainer kafka =
                new KafkaContainer("apache/kafka:4.3.1")
                        .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        kafka.start();
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::stop));
        return kafka.getBootstrapServers();
    }

    private static String asProcess() {
        List<Integer> ports = Ports.free(2);
        StackProcess kafka =
                KafkaBroker.process(
                        Infrastructure.checkout(),
                        Infrastructure.home(),
                        ports.get(0),
                        ports.get(1));
        Infrastructure.endWithTests(kafka);
        kafka.start();
        kafka.awaitReady(PATIENCE);
        return "127.0.0.1:" + kafka.port();
    }
}

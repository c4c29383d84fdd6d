package dev.switchboard.localstack;

import dev.switchboard.localstack.StackProcess.Signal;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real broker, one node that is broker and controller, in a JVM of its own. */
public final class KafkaBroker {

    private static final String CLUSTER_ID = "5L6g3nShT-eMCtK--X86sw";

    private KafkaBroker() {}

    /** The process, with its data below {@code home}; formatted when it is started first. */
    public static StackProcess process(Checkout checkout, Path home, int port, int controllerPort) {
        Path config = home.resolve("kafka").resolve("server.properties");
        Path data = home.resolve("kafka").resolve("data");
        return new StackProcess(
                new StackProcess.Spec(
                        "kafka",
                        port,
                        List.of(port, controllerPort),
                        java(checkout, "-Xmx512m", "info", "kafka.Kafka", config.toString()),
                        Map.of(),
                        home,
                        Signal.TERM,
                        () -> prepare(checkout, config, data, port, controllerPort),
                        () -> answers(port)),
                home);
    }

    /** The command line of one of Kafka's own tools, e.g. the console consumer. */
    static List<String> java(
            Checkout checkout, String heap, String logLevel, String mainClass, String argument) {
        return List.of(
                Jdk.java(),
                heap,
                "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=" + logLevel,
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "-cp",
                checkout.libraries() + "/*",
                mainClass,
                argument);
    }

    private static void prepare(
            Checkout checkout, Path config, Path data, int port, int controllerPort) {
        try {
            Files.createDirectories(data);
            Files.writeString(config, properties(data, port, controllerPort));
            if (!Files.exists(data.resolve("meta.properties"))) {
                format(checkout, config);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String properties(Path data, int port, int controllerPort) {
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
        controller.listener.names=CONTROLLER
        inter.broker.listener.name=PLAINTEXT
        log.dirs=%3$s
        # The services create their topics; a typing error in a name must not create another.
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=4
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        group.initial.rebalance.delay.ms=0
        """
                .formatted(port, controllerPort, data);
    }

    private static void format(Checkout checkout, Path config) throws IOException {
        List<String> command =
                new ArrayList<>(
                        java(checkout, "-Xmx128m", "error", "kafka.tools.StorageTool", "format"));
        command.addAll(List.of("-t", CLUSTER_ID, "-c", config.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new StackException("Kafka's storage cannot be formatted: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean answers(int port) {
        if (Ports.isFree(port)) {
            return false;
        }
        Properties settings = new Properties();
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1000);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 1500);
        try (Admin admin = Admin.create(settings)) {
            return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

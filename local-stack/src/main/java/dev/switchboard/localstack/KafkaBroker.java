package dev.switchboard.localstack;

import dev.switchboard.localstack.StackProcess.Signal;
import dev.switchboard.localstack.StackSettings.Route;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A real broker, one node that is broker and controller, in a JVM of its own. */
public final class KafkaBroker {

    private static final String CLUSTER_ID = "5L6g3nShT-eMCtK--X86sw";

    /**
     * From the home, in which the broker works: in a file of properties a letter beyond ASCII, a
     * backslash or a comma in the home's own path would mean something else.
     */
    private static final String DATA = "kafka/data";

    private static final int PROBE_MILLIS = 2000;
    private static final short API_VERSIONS = 18;
    private static final int CORRELATION = 4711;

    private KafkaBroker() {}

    /** The process, with its data below {@code home}; formatted when it is started first. */
    public static StackProcess process(Checkout checkout, Path home, int port, int controllerPort) {
        return process(checkout, home, port, controllerPort, List.of());
    }

    /** The same with a listener more for each of the routes. */
    static StackProcess process(
            Checkout checkout, Path home, int port, int controllerPort, Collection<Route> routes) {
        List<Integer> ports = new ArrayList<>(List.of(port, controllerPort));
        routes.forEach(route -> ports.add(route.brokerListener()));
        Path config = home.resolve("kafka").resolve("server.properties");
        return new StackProcess(
                new StackProcess.Spec(
                        "kafka",
                        port,
                        ports,
                        () -> java(checkout, "-Xmx512m", "info", "kafka.Kafka", config.toString()),
                        Map::of,
                        home,
                        Signal.TERM,
                        () ->
                                prepare(
                                        checkout,
                                        home,
                                        config,
                                        properties(port, controllerPort, routes)),
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
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=" + logLevel,
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "-cp",
                checkout.libraries() + "/*",
                mainClass,
                argument);
    }

    private static void prepare(Checkout checkout, Path home, Path config, String properties) {
        try {
            Path data = home.resolve(DATA);
            OwnerOnly.createDirectories(data);
            Files.writeString(config, properties);
            if (!Files.exists(data.resolve("meta.properties"))) {
                format(checkout, home, config);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String properties(int port, int controllerPort, Collection<Route> routes) {
        StringBuilder listeners = new StringBuilder();
        StringBuilder advertised = new StringBuilder();
        StringBuilder protocols = new StringBuilder();
        for (Route route : routes) {
            String name = "ROUTE_" + route.brokerListener();
            listeners.append(",%s://127.0.0.1:%d".formatted(name, route.brokerListener()));
            advertised.append(",%s://127.0.0.1:%d".formatted(name, route.kafka()));
            protocols.append(",%s:PLAINTEXT".formatted(name));
        }
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d%4$s
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d%5$s
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT%6$s
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
                .formatted(port, controllerPort, DATA, listeners, advertised, protocols);
    }

    private static void format(Checkout checkout, Path home, Path config) throws IOException {
        List<String> command =
                new ArrayList<>(
                        java(checkout, "-Xmx128m", "error", "kafka.tools.StorageTool", "format"));
        command.addAll(List.of("-t", CLUSTER_ID, "-c", config.toString()));
        Process process =
                new ProcessBuilder(command)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .start();
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

    /** Asks for the versions of the protocol, which a broker answers once it serves clients. */
    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            socket.getOutputStream().write(versionsRequest());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readInt(); // the answer's length
            return in.readInt() == CORRELATION && in.readShort() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] versionsRequest() {
        short none = -1;
        return ByteBuffer.allocate(14)
                .putInt(10) // bytes that follow
                .putShort(API_VERSIONS)
                .putShort((short) 0)
                .putInt(CORRELATION)
                .putShort(none) // the client's name
                .array();
    }
}

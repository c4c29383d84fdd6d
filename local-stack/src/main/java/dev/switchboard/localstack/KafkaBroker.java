package dev.switchboard.localstack;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Kafka's own broker from Maven Central, in a JVM of its own, its own controller. */
final class KafkaBroker implements Component {

    private static final int PROBE_MILLIS = 2000;
    private static final short API_VERSIONS = 18;

    private final StackHome home;
    private final Path project;
    private final int port;
    private final int controllerPort;

    KafkaBroker(StackHome home, Path project, Ports ports) {
        this.home = home;
        this.project = project;
        this.port = ports.forDefault(StackPart.KAFKA.defaultPort(1));
        this.controllerPort = ports.forDefault(StackPart.KAFKA.defaultSecondPort(1));
    }

    @Override
    public StackPart part() {
        return StackPart.KAFKA;
    }

    @Override
    public String name() {
        return StackPart.KAFKA.processName(1);
    }

    @Override
    public List<Integer> ports() {
        return List.of(port, controllerPort);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void prepare() {
        try {
            copyResource("kafka-log4j2.xml");
            copyResource("kafka-tools-log4j2.xml");
            Files.writeString(settings(), settingsText());
            if (!Files.exists(home.data(name()).resolve("meta.properties"))) {
                format();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path settings() {
        return home.conf("kafka.properties");
    }

    private String settingsText() throws IOException {
        try (InputStream in = resource("kafka.properties")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    + """

                    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                    controller.quorum.voters=1@127.0.0.1:%2$d
                    log.dirs=%3$s
                    """
                            .formatted(port, controllerPort, home.data(name()));
        }
    }

    private void copyResource(String file) throws IOException {
        try (InputStream in = resource(file)) {
            Files.copy(in, home.conf(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static InputStream resource(String file) {
        InputStream in = KafkaBroker.class.getResourceAsStream("/" + file);
        if (in == null) {
            throw new IllegalStateException("The resource " + file + " is missing.");
        }
        return in;
    }

    private void format() throws IOException {
        List<String> command = java("256m", "kafka-log4j2.xml", List.of("-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("kafka.tools.StorageTool", "format", "--ignore-formatted", "-t"));
        command.addAll(List.of(newClusterId(), "-c", settings().toString()));
        Process format =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log(name()).toFile()))
                        .start();
        try {
            int code = format.waitFor();
            if (code != 0) {
                throw new StackException(
                        "Kafka's data directory %s cannot be formatted (exit code %d); see %s."
                                .formatted(home.data(name()), code, home.log(name())));
            }
        } catch (InterruptedException e) {
            format.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while formatting Kafka's data directory.", e);
        }
    }

    /** Sixteen bytes in Kafka's own writing of them. */
    private static String newClusterId() {
        UUID id = UUID.randomUUID();
        byte[] bytes =
                ByteBuffer.allocate(16)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array();
        bytes[0] &= 0x7f; // so that it does not begin with a minus and look like an option
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public List<String> command() {
        List<String> command = java("512m", "kafka-log4j2.xml", List.of("-Xms128m"));
        command.addAll(List.of("kafka.Kafka", settings().toString()));
        return command;
    }

    /** A command of Kafka's own tools, in the foreground. */
    List<String> toolCommand(String mainClass, List<String> arguments) {
        List<String> command =
                java("256m", "kafka-tools-log4j2.xml", List.of("-XX:TieredStopAtLevel=1"));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    private List<String> java(String heap, String logging, List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(Project.java());
        command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-Xshare:auto"));
        command.addAll(flags);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Dlog4j2.configurationFile=" + home.conf(logging));
        command.addAll(List.of("-cp", Project.kafkaClassPath(project)));
        return command;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    /** Asks for the versions of the protocol, which a broker answers once it serves clients. */
    @Override
    public boolean isReady() {
        int correlation = 4711;
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write(
                    ByteBuffer.allocate(14)
                            .putInt(10)
                            .putShort(API_VERSIONS)
                            .putShort((short) 0)
                            .putInt(correlation)
                            .putShort((short) -1)
                            .array());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readInt();
            return in.readInt() == correlation && in.readShort() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}

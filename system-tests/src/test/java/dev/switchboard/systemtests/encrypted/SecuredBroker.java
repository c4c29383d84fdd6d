package dev.switchboard.systemtests.encrypted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.localstack.Checkout;
import dev.switchboard.localstack.FreePorts;
import dev.switchboard.messages.Topics;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A broker with TLS and SCRAM for clients and Kafka's own authorizer. Its administrator comes by a
 * second, plain listener, which nobody else knows.
 */
final class SecuredBroker implements AutoCloseable {

    private static final List<String> SERVICES =
            List.of("scim-gateway", "provisioner", "number-service");

    private static final Pattern TOPIC = Pattern.compile("topic ([a-z.-]+) (\\d+) (\\d+)");

    private final Process process;
    private final int port;
    private final int adminPort;
    private final Certificate certificate;

    private SecuredBroker(Process process, int port, int adminPort, Certificate certificate) {
        this.process = process;
        this.port = port;
        this.adminPort = adminPort;
        this.certificate = certificate;
    }

    static SecuredBroker start(Path folder, Certificate certificate)
            throws IOException, InterruptedException {
        List<Integer> ports = FreePorts.free(3);
        Path config = folder.resolve("secured.properties");
        Files.writeString(
                config,
                """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%3$d
                listeners=SASL_SSL://127.0.0.1:%1$d,ADMIN://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%3$d
                advertised.listeners=SASL_SSL://localhost:%1$d,ADMIN://127.0.0.1:%2$d
                listener.security.protocol.map=SASL_SSL:SASL_SSL,ADMIN:PLAINTEXT,CONTROLLER:PLAINTEXT
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=ADMIN
                sasl.enabled.mechanisms=SCRAM-SHA-512
                listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
                ssl.keystore.type=PKCS12
                ssl.keystore.location=%4$s
                ssl.keystore.password=%5$s
                ssl.key.password=%5$s
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                allow.everyone.if.no.acl.found=false
                super.users=User:ANONYMOUS
                log.dirs=%6$s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                """
                        .formatted(
                                ports.get(0),
                                ports.get(1),
                                ports.get(2),
                                certificate.store(),
                                Certificate.PASSWORD,
                                folder.resolve("secured-data")));
        List<String> format =
                new ArrayList<>(
                        List.of("format", "-t", "5L6g3nShT-eMCtK--X86sw", "-c", config.toString()));
        for (String service : SERVICES) {
            format.add("--add-scram");
            format.add("SCRAM-SHA-512=[name=%s,password=%s]".formatted(service, password(service)));
        }
        Process formatting = java("kafka.tools.StorageTool", format).start();
        String output = new String(formatting.getInputStream().readAllBytes(), UTF_8);
        assertThat(formatting.waitFor()).as(output).isZero();
        Process process =
                java("kafka.Kafka", List.of(config.toString()))
                        .redirectOutput(folder.resolve("secured.log").toFile())
                        .start();
        return new SecuredBroker(process, ports.get(0), ports.get(1), certificate);
    }

    private static ProcessBuilder java(String mainClass, List<String> arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx384m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                Checkout.find().root().resolve("local-stack/target/lib") + "/*",
                                mainClass));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    String address() {
        return "localhost:" + port;
    }

    static String login(String user) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user, password(user));
    }

    private static String password(String user) {
        return "secret-of-" + user;
    }

    /** How a service connects. */
    Map<String, Object> client(String user) {
        return Map.of(
                "bootstrap.servers",
                address(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                login(user),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.pem().toString());
    }

    /** What docs/security.md tells an administrator to do. */
    void createTopicsAndRights() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + adminPort))) {
            await().atMost(Duration.ofSeconds(90))
                    .ignoreExceptions()
                    .until(
                            () ->
                                    !admin.describeCluster()
                                            .nodes()
                                            .get(5, TimeUnit.SECONDS)
                                            .isEmpty());
            admin.createTopics(documentedTopics()).all().get(60, TimeUnit.SECONDS);
            List<AclBinding> rights = documentedRights();
            assertThat(rights).hasSizeGreaterThan(20);
            admin.createAcls(rights).all().get(60, TimeUnit.SECONDS);
        }
    }

    /** With one replica, for there is one broker; else just as the services would make them. */
    private static List<NewTopic> documentedTopics() throws IOException {
        List<NewTopic> topics = new ArrayList<>();
        for (String line : documentation()) {
            Matcher matcher = TOPIC.matcher(line);
            if (matcher.lookingAt()) {
                topics.add(
                        new NewTopic(matcher.group(1), Topics.PARTITIONS, (short) 1)
                                .configs(
                                        Map.of(
                                                "retention.ms",
                                                matcher.group(2),
                                                "max.message.bytes",
                                                matcher.group(3))));
            }
        }
        assertThat(documentation())
                .anyMatch(line -> line.contains("--partitions " + Topics.PARTITIONS + " "));
        assertThat(topics)
                .extracting(NewTopic::name, NewTopic::configs)
                .containsExactlyInAnyOrderElementsOf(
                        Topics.ALL.stream()
                                .map(
                                        topic ->
                                                tuple(
                                                        topic.name(),
                                                        Map.of(
                                                                "retention.ms",
                                                                String.valueOf(
                                                                        topic.retention()
                                                                                .toMillis()),
                                                                "max.message.bytes",
                                                                String.valueOf(
                                                                        topic.maxMessageBytes()))))
                                .toList());
        return topics;
    }

    private static List<String> documentation() throws IOException {
        return Files.readAllLines(Checkout.find().root().resolve("docs/security.md"));
    }

    private static List<AclBinding> documentedRights() throws IOException {
        List<AclBinding> rights = new ArrayList<>();
        for (String line : documentation()) {
            if (line.startsWith("acl --allow-principal")) {
                rights.addAll(rights(line, ""));
            } else if (line.startsWith("for s in")) {
                for (String service : SERVICES) {
                    for (String command : line.split("; (do )?", -1)) {
                        if (command.startsWith("acl ")) {
                            rights.addAll(rights(command, service));
                        }
                    }
                }
            }
        }
        return rights;
    }

    private static List<AclBinding> rights(String command, String service) {
        String principal = "";
        List<AclOperation> operations = new ArrayList<>();
        List<ResourcePattern> resources = new ArrayList<>();
        List<String> words =
                List.of(command.replaceFirst(" #.*", "").replace("'", "").strip().split(" +", -1));
        for (int i = 1; i < words.size(); i++) {
            switch (words.get(i)) {
                case "--allow-principal" -> principal = words.get(++i).replace("$s", service);
                case "--operation" -> operations.add(operation(words.get(++i)));
                case "--topic" -> resources.add(resource(ResourceType.TOPIC, words.get(++i)));
                case "--group" -> resources.add(resource(ResourceType.GROUP, words.get(++i)));
                case "--cluster" -> resources.add(resource(ResourceType.CLUSTER, "kafka-cluster"));
                default -> throw new IllegalStateException(words.get(i) + " in: " + command);
            }
        }
        List<AclBinding> rights = new ArrayList<>();
        for (ResourcePattern resource : resources) {
            for (AclOperation operation : operations) {
                rights.add(
                        new AclBinding(
                                resource,
                                new AccessControlEntry(
                                        principal, "*", operation, AclPermissionType.ALLOW)));
            }
        }
        return rights;
    }

    private static AclOperation operation(String name) {
        return AclOperation.fromString(
                name.equals("IdempotentWrite")
                        ? "IDEMPOTENT_WRITE"
                        : name.toUpperCase(Locale.ROOT));
    }

    private static ResourcePattern resource(ResourceType type, String name) {
        return new ResourcePattern(type, name, PatternType.LITERAL);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}

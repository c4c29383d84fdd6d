package dev.switchboard.systemtests.stack;

import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.localstack.trace.Addresses;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * The docker-compose project that is running, with two gateways. It is neither started nor ended
 * here: whoever runs the tests wants to look at it afterwards. Its settings are read from its
 * containers, wherever they came from.
 */
final class ComposeProject implements Stack {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path root = Path.of("..").toAbsolutePath().normalize();
    private final List<String> compose = composeCommand();
    private final String project;
    private final Map<Service, Integer> instances = new EnumMap<>(Service.class);
    private final List<URI> scimBaseUrls;
    private final URI provisionerAdmin;
    private final URI numbersAdmin;
    private final String bootstrapServers;
    private final String adminToken;
    private final String databasePassword;

    ComposeProject() {
        this.project = project();
        for (Service service : Service.values()) {
            instances.put(service, containers(service, "status=running"));
        }
        int gateways = instances.getOrDefault(Service.SCIM_GATEWAY, 0);
        if (gateways < 2) {
            throw new IllegalStateException(
                    "The compose project runs %d scim-gateway; the tests need two: %s"
                            .formatted(
                                    gateways,
                                    "SCIM_PORTS=8080-8081 docker compose up -d --scale"
                                            + " scim-gateway=2"));
        }
        this.scimBaseUrls =
                List.of(
                        URI.create(address("scim-gateway", 1, 8080) + "/scim/v2"),
                        URI.create(address("scim-gateway", 2, 8080) + "/scim/v2"));
        this.provisionerAdmin = URI.create(address("provisioner", 1, 8082));
        this.numbersAdmin = URI.create(address("number-service", 1, 8084));
        this.bootstrapServers = address("kafka", 1, 9092).substring("http://".length());
        this.adminToken = setting("provisioner", "SWITCHBOARD_ADMIN_TOKEN");
        this.databasePassword = setting("postgres", "POSTGRES_PASSWORD");
    }

    @Override
    public List<URI> scimBaseUrls() {
        return Collections.unmodifiableList(scimBaseUrls);
    }

    @Override
    public URI provisionerAdmin() {
        return provisionerAdmin;
    }

    @Override
    public URI numbersAdmin() {
        return numbersAdmin;
    }

    @Override
    public String adminToken() {
        return adminToken;
    }

    @Override
    public Addresses addresses() {
        String database = address("postgres", 1, 5432).substring("http://".length());
        return new Addresses(
                bootstrapServers,
                "jdbc:postgresql://" + database + "/switchboard",
                "postgres",
                databasePassword);
    }

    /** From inside each container: management ports are not published. */
    @Override
    public List<ManagementAnswer> askManagement(String path, String token) {
        String ask =
                "exec 3<>/dev/tcp/127.0.0.1/$MANAGEMENT_SERVER_PORT && printf '%s' >&3 && cat <&3"
                        .formatted(
                                String.join(
                                        "\\r\\n",
                                        "GET " + path + " HTTP/1.0",
                                        "Authorization: Bearer " + token,
                                        "",
                                        ""));
        List<ManagementAnswer> answers = new ArrayList<>();
        instances.forEach(
                (service, count) -> {
                    for (int i = 1; i <= count; i++) {
                        String answer =
                                run(
                                        composed(
                                                "exec",
                                                "-T",
                                                "--index=" + i,
                                                service.label(),
                                                "bash",
                                                "-c",
                                                ask));
                        // HTTP/1.1 200
                        int status = Integer.parseInt(answer.substring(9, 12));
                        answers.add(
                                new ManagementAnswer(
                                        service,
                                        status,
                                        answer.substring(answer.indexOf("\r\n\r\n") + 4)));
                    }
                });
        return answers;
    }

    private String setting(String service, String name) {
        return run(composed("exec", "-T", service, "printenv", name)).strip();
    }

    @Override
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** A collector of this machine is out of the containers' reach. */
    @Override
    public Optional<TraceCollector> traces() {
        return Optional.empty();
    }

    @Override
    public void readLogs(BiConsumer<String, String> reader) {
        for (String service : run(composed("config", "--services")).lines().toList()) {
            run(composed("logs", "--no-color", "--no-log-prefix", service))
                    .lines()
                    .forEach(line -> reader.accept(service, line));
        }
    }

    @Override
    public void kill(Service service) {
        run(composed("kill", "-s", "SIGKILL", service.label()));
        awaitRunning(service, 0);
    }

    @Override
    public void stop(Service service) {
        run(composed("stop", service.label()));
        awaitRunning(service, 0);
    }

    @Override
    public void start(Service service) {
        int wanted = instances.getOrDefault(service, 1);
        if (containers(service, "health=healthy") < wanted) {
            run(composed("start", service.label()));
            await(service.label() + " is healthy")
                    .atMost(PATIENCE)
                    .until(() -> containers(service, "health=healthy") >= wanted);
        }
    }

    @Override
    public void close() {
        // It was running before, and goes on.
    }

    private void awaitRunning(Service service, int count) {
        await(count + " running " + service.label())
                .atMost(PATIENCE)
                .until(() -> containers(service, "status=running") == count);
    }

    private int containers(Service service, String filter) {
        String ids =
                run(
                        List.of(
                                "docker",
                                "ps",
                                "-q",
                                "--filter",
                                filter,
                                "--filter",
                                "label=com.docker.compose.project=" + project,
                                "--filter",
                                "label=com.docker.compose.oneoff=False",
                                "--filter",
                                "label=com.docker.compose.service=" + service.label()));
        return Math.toIntExact(ids.lines().count());
    }

    /** The name that it runs under, which the environment, {@code .env} or the folder gave it. */
    private String project() {
        String database = run(composed("ps", "-q", "postgres")).strip();
        if (database.isEmpty()) {
            throw new IllegalStateException("The compose project does not run: docker compose up");
        }
        return run(List.of(
                        "docker",
                        "inspect",
                        "-f",
                        "{{index .Config.Labels \"com.docker.compose.project\"}}",
                        database))
                .strip();
    }

    private String address(String service, int index, int port) {
        String address =
                run(composed("port", "--index=" + index, service, Integer.toString(port))).strip();
        return "http://" + address;
    }

    private List<String> composed(String... arguments) {
        List<String> command = new ArrayList<>(compose);
        Collections.addAll(command, arguments);
        return command;
    }

    private static List<String> composeCommand() {
        try {
            Process plugin =
                    new ProcessBuilder("docker", "compose", "version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return plugin.waitFor() == 0 ? List.of("docker", "compose") : List.of("docker-compose");
        } catch (IOException e) {
            throw new UncheckedIOException("No docker command: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(root.toFile())
                            .redirectErrorStream(true)
                            .start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

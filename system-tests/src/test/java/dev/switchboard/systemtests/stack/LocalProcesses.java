package dev.switchboard.systemtests.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.localstack.Checkout;
import dev.switchboard.localstack.LocalStack;
import dev.switchboard.localstack.PostgresServer;
import dev.switchboard.localstack.StackProcess;
import dev.switchboard.localstack.StackSettings;
import dev.switchboard.localstack.StackSettings.Ports;
import dev.switchboard.localstack.trace.Addresses;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The local stack on free ports, in a directory of its own, with two gateways. */
final class LocalProcesses implements Stack {

    private static final int GATEWAYS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LocalStack stack;
    private final TraceCollector traces;
    private final Thread clearing = new Thread(this::clear, "clear-system-test-stack");

    LocalProcesses() {
        try {
            // Kept after the tests where they failed: its logs tell why.
            Path home = Path.of("target", "stack").toAbsolutePath();
            Files.createDirectories(home);
            this.traces = new TraceCollector();
            this.stack =
                    new LocalStack(
                            new StackSettings(
                                    Checkout.find(),
                                    Files.createTempDirectory(home, "run-"),
                                    Ports.free(GATEWAYS, 1, 1),
                                    Map.of(),
                                    traced()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(clearing);
        stack.up(step -> System.out.println("system tests: " + step));
    }

    /** Only what a client asks to be traced: the other tests run as if tracing were off. */
    private Map<String, String> traced() {
        return Map.of(
                "SWITCHBOARD_TRACING_ENDPOINT",
                traces.endpoint(),
                "SWITCHBOARD_TRACING_SAMPLING",
                "0");
    }

    @Override
    public List<URI> scimBaseUrls() {
        return stack.scimBaseUrls();
    }

    @Override
    public URI provisionerAdmin() {
        return stack.provisionerAdminUrls().getFirst();
    }

    @Override
    public URI numbersAdmin() {
        return stack.numberServiceAdminUrls().getFirst();
    }

    @Override
    public String adminToken() {
        return stack.secrets().of("admin-token");
    }

    @Override
    public String bootstrapServers() {
        return stack.bootstrapServers();
    }

    @Override
    public Addresses addresses() {
        return new Addresses(
                bootstrapServers(),
                stack.postgres().jdbcUrl(PostgresServer.DATABASE),
                "postgres",
                stack.secrets().of("postgres"));
    }

    @Override
    public List<ManagementAnswer> askManagement(String path, String token) {
        Ports ports = stack.settings().ports();
        List<ManagementAnswer> answers = new ArrayList<>();
        for (Service service : Service.values()) {
            List<Integer> each =
                    switch (service) {
                        case SCIM_GATEWAY -> ports.gateways();
                        case PROVISIONER -> ports.provisioners();
                        case NUMBER_SERVICE -> ports.numberServices();
                    };
            for (int i = 1; i < each.size(); i += 2) {
                HttpResponse<String> answer =
                        get("http://127.0.0.1:%d%s".formatted(each.get(i), path), token);
                answers.add(new ManagementAnswer(service, answer.statusCode(), answer.body()));
            }
        }
        return answers;
    }

    private static HttpResponse<String> get(String url, String token) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(PATIENCE)
                            .header("Authorization", "Bearer " + token)
                            .build();
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<TraceCollector> traces() {
        return Optional.of(traces);
    }

    @Override
    public void readLogs(BiConsumer<String, String> reader) {
        for (StackProcess process : stack.processes()) {
            Path log = process.log();
            // A long log is put aside when its process starts again.
            for (Path part : List.of(log.resolveSibling(log.getFileName() + ".1"), log)) {
                if (Files.exists(part)) {
                    try (BufferedReader lines =
                            new BufferedReader(
                                    new InputStreamReader(Files.newInputStream(part), UTF_8))) {
                        lines.lines().forEach(line -> reader.accept(process.name(), line));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        }
    }

    @Override
    public void kill(Service service) {
        instancesOf(service).forEach(StackProcess::kill);
    }

    @Override
    public void stop(Service service) {
        instancesOf(service).forEach(process -> process.stop(PATIENCE));
    }

    @Override
    public void start(Service service) {
        List<StackProcess> instances = instancesOf(service);
        instances.forEach(StackProcess::start);
        instances.forEach(process -> process.awaitReady(PATIENCE));
    }

    private List<StackProcess> instancesOf(Service service) {
        return stack.processes().stream()
                .filter(process -> process.name().startsWith(service.label() + "-"))
                .toList();
    }

    @Override
    public void close() {
        clear();
        traces.close();
        Runtime.getRuntime().removeShutdownHook(clearing);
    }

    private void clear() {
        stack.processes().reversed().forEach(StackProcess::kill);
    }
}

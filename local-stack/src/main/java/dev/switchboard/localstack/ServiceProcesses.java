package dev.switchboard.localstack;

import dev.switchboard.localstack.StackProcess.Signal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The three services as processes, each with the settings that it has in a container too. */
final class ServiceProcesses {

    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(1))
                    .build();

    private final StackSettings settings;
    private final Secrets secrets;

    ServiceProcesses(StackSettings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    /** Whether each service of the stack is prepared for quick starts. */
    boolean arePrepared() {
        Map<String, List<Integer>> modules =
                Map.of(
                        "provisioner", settings.ports().provisioners(),
                        "number-service", settings.ports().numberServices(),
                        "scim-gateway", settings.ports().gateways());
        return modules.entrySet().stream()
                .filter(module -> !module.getValue().isEmpty())
                .allMatch(module -> build(module.getKey()).isPrepared());
    }

    List<StackProcess> all() {
        List<StackProcess> all = new ArrayList<>();
        all.addAll(instances("provisioner", "provisioner", settings.ports().provisioners()));
        all.addAll(
                instances("number-service", "number_service", settings.ports().numberServices()));
        all.addAll(instances("scim-gateway", "scim_gateway", settings.ports().gateways()));
        return all;
    }

    private List<StackProcess> instances(String module, String role, List<Integer> ports) {
        List<StackProcess> instances = new ArrayList<>();
        for (int i = 0; i < ports.size() / 2; i++) {
            instances.add(instance(module, role, i + 1, ports.get(2 * i), ports.get(2 * i + 1)));
        }
        return instances;
    }

    private StackProcess instance(
            String module, String role, int number, int port, int managementPort) {
        String name = module + "-" + number;
        Supplier<Map<String, String>> environment =
                () -> environment(name, role, port, managementPort);
        BooleanSupplier ready = () -> isReady(managementPort);
        Training training = new Training(settings.home(), environment, ready);
        return new StackProcess(
                new StackProcess.Spec(
                        name,
                        port,
                        List.of(port, managementPort),
                        () -> build(module).command(),
                        environment,
                        settings.home(),
                        Signal.TERM,
                        () -> build(module).prepare(training),
                        ready),
                settings.home());
    }

    private ServiceBuild build(String module) {
        return new ServiceBuild(settings.checkout(), module);
    }

    private Map<String, String> environment(
            String name, String role, int port, int managementPort) {
        StackSettings.Route route = settings.routeOf(name);
        Map<String, String> environment = new HashMap<>(settings.environment());
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + route.kafka());
        environment.put(
                "SPRING_DATASOURCE_URL",
                "jdbc:postgresql://127.0.0.1:%d/%s"
                        .formatted(route.postgres(), PostgresServer.DATABASE));
        environment.put("SPRING_DATASOURCE_USERNAME", role);
        environment.put("SPRING_DATASOURCE_PASSWORD", secrets.of(role));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
        environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
        if (!role.equals("scim_gateway")) {
            environment.put("SWITCHBOARD_ADMIN_TOKEN", secrets.of("admin-token"));
        }
        return environment;
    }

    private static boolean isReady(int managementPort) {
        try {
            URI uri =
                    URI.create(
                            "http://127.0.0.1:%d/actuator/health/readiness"
                                    .formatted(managementPort));
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package dev.switchboard.localstack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One process of one of the three services, from its executable jar. */
final class ServiceInstance implements Component {

    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();

    private final StackPart part;
    private final int instance;
    private final Path project;
    private final int port;
    private final int managementPort;
    private final Supplier<Map<String, String>> settings;

    /**
     * @param settings where broker, database and the like are, by environment names; asked for at
     *     each start
     */
    ServiceInstance(
            StackPart part,
            int instance,
            Path project,
            Ports ports,
            Supplier<Map<String, String>> settings) {
        this.part = part;
        this.instance = instance;
        this.project = project;
        this.port = ports.forDefault(part.defaultPort(instance));
        this.managementPort = ports.forDefault(part.defaultSecondPort(instance));
        this.settings = settings;
    }

    @Override
    public StackPart part() {
        return part;
    }

    @Override
    public String name() {
        return part.processName(instance);
    }

    @Override
    public List<Integer> ports() {
        return List.of(port, managementPort);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    URI managementUrl() {
        return URI.create("http://127.0.0.1:" + managementPort);
    }

    @Override
    public void prepare() {
        Project.executableJar(project, part.label());
    }

    @Override
    public List<String> command() {
        return List.of(
                Project.java(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8",
                "-Dspring.main.banner-mode=off",
                "-jar",
                Project.executableJar(project, part.label()).toString());
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(settings.get());
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
        environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
        return environment;
    }

    @Override
    public boolean isReady() {
        HttpRequest request =
                HttpRequest.newBuilder(managementUrl().resolve("/actuator/health/readiness"))
                        .timeout(Duration.ofSeconds(2))
                        .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

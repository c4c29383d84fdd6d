package dev.switchboard.systemtests.encrypted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.localstack.Checkout;
import dev.switchboard.localstack.FreePorts;
import dev.switchboard.localstack.PostgresServer;
import dev.switchboard.localstack.Secrets;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/**
 * The settings of docs/security.md, once for real: a broker that takes TLS with SCRAM only and
 * knows the documented rights, a database that takes TLS only, and the three services between them,
 * each with HTTPS. A user is created and gets a number.
 */
@Timeout(900)
final class EncryptedIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String ADMIN_TOKEN = "admin-token-of-the-encrypted-test";
    private static final UUID COMPANY = UUID.fromString("0190c0de-0000-7000-8000-0000000e0c01");

    @TempDir private Path folder;

    @Test
    void worksWithTlsScramAndTheDocumentedRights() throws Exception {
        Certificate certificate = Certificate.selfSigned(folder);
        Secrets secrets = new Secrets(folder);
        List<Integer> ports = FreePorts.free(7);
        PostgresServer postgres =
                PostgresServer.in(Checkout.find(), folder, ports.getFirst(), secrets);
        List<Process> services = new ArrayList<>();
        try (var broker = SecuredBroker.start(folder, certificate)) {
            SecuredDatabase.takeTlsOnly(postgres, folder, certificate);
            broker.createTopicsAndRights();
            for (Service service : Service.values()) {
                services.add(start(service, ports, broker, postgres, secrets, certificate));
            }
            try (HttpClient client =
                    HttpClient.newBuilder().sslContext(certificate.trusted()).build()) {
                for (Service service : Service.values()) {
                    awaitReady(client, ports.get(service.port + 1), service);
                }
                assignsANumber(new Https(client, ports));
            }
            othersMayNotDoWhatIsNotTheirs(broker);
        } finally {
            for (Process service : services) {
                service.destroyForcibly().onExit().join();
            }
            postgres.process().kill();
        }
    }

    /** The services, each with its database role and the places of its two ports. */
    private enum Service {
        PROVISIONER("provisioner", "provisioner", 1),
        NUMBER_SERVICE("number-service", "number_service", 3),
        SCIM_GATEWAY("scim-gateway", "scim_gateway", 5);

        private final String module;
        private final String role;
        private final int port;

        Service(String module, String role, int port) {
            this.module = module;
            this.role = role;
            this.port = port;
        }
    }

    private Process start(
            Service service,
            List<Integer> ports,
            SecuredBroker broker,
            PostgresServer postgres,
            Secrets secrets,
            Certificate certificate)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-jar",
                                Checkout.find().executable(service.module).toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(service.module + ".log").toFile());
        Map<String, String> environment = builder.environment();
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
        environment.put("SERVER_PORT", ports.get(service.port).toString());
        environment.put("MANAGEMENT_SERVER_PORT", ports.get(service.port + 1).toString());
        environment.put("SWITCHBOARD_ADMIN_TOKEN", ADMIN_TOKEN);
        // Nothing here is tried again, and the first create meets three services that are cold.
        environment.put("SWITCHBOARD_GATEWAY_OUTCOMETIMEOUT", "60s");
        environment.put(
                "SPRING_SSL_BUNDLE_PEM_WEB_KEYSTORE_CERTIFICATE", "file:" + certificate.pem());
        environment.put(
                "SPRING_SSL_BUNDLE_PEM_WEB_KEYSTORE_PRIVATEKEY", "file:" + certificate.key());
        environment.put("SERVER_SSL_BUNDLE", "web");
        environment.put("MANAGEMENT_SERVER_SSL_BUNDLE", "web");
        environment.put(
                "SPRING_SSL_BUNDLE_PEM_KAFKA_TRUSTSTORE_CERTIFICATE", "file:" + certificate.pem());
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", broker.address());
        environment.put("SPRING_KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        environment.put("SPRING_KAFKA_SSL_BUNDLE", "kafka");
        environment.put("SPRING_KAFKA_PROPERTIES_SASL_MECHANISM", "SCRAM-SHA-512");
        environment.put(
                "SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", SecuredBroker.login(service.module));
        environment.put(
                "SPRING_DATASOURCE_URL",
                "%s?sslmode=verify-full&sslrootcert=%s"
                        .formatted(postgres.jdbcUrl(PostgresServer.DATABASE), certificate.pem()));
        environment.put("SPRING_DATASOURCE_USERNAME", service.role);
        environment.put("SPRING_DATASOURCE_PASSWORD", secrets.of(service.role));
        return builder.start();
    }

    private void awaitReady(HttpClient client, int port, Service service) {
        URI readiness = URI.create("https://localhost:" + port + "/actuator/health/readiness");
        await(service.module + " is ready; its log:" + folder)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () ->
                                client.send(
                                                        HttpRequest.newBuilder(readiness)
                                                                .timeout(Duration.ofSeconds(5))
                                                                .build(),
                                                        BodyHandlers.discarding())
                                                .statusCode()
                                        == 200);
    }

    /** What an operator and Okta say, by HTTPS. */
    private record Https(HttpClient client, List<Integer> ports) {

        String send(Service to, String method, String path, String token, String type, String body)
                throws IOException, InterruptedException {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "https://localhost:%d%s"
                                                            .formatted(ports.get(to.port), path)))
                                    .timeout(PATIENCE)
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", type)
                                    .method(method, BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode() / 100).as(path + " " + answer.body()).isEqualTo(2);
            assertThat(answer.sslSession()).isPresent();
            return answer.body();
        }

        String admin(Service to, String method, String path, String type, String body)
                throws IOException, InterruptedException {
            return send(to, method, path, ADMIN_TOKEN, type, body);
        }
    }

    private static void assignsANumber(Https https) throws Exception {
        String company = "/admin/v1/companies/" + COMPANY;
        String json = "application/json";
        https.admin(Service.PROVISIONER, "PUT", company, json, "{\"name\":\"Encrypted\"}");
        https.admin(
                Service.PROVISIONER,
                "PUT",
                company + "/offices/" + UUID.randomUUID(),
                json,
                "{\"name\":\"Albany\",\"country\":\"US\",\"areaCode\":\"518\",\"isDefault\":true}");
        String token =
                https.admin(
                                Service.PROVISIONER,
                                "POST",
                                company + "/tokens",
                                json,
                                "{\"name\":\"test\"}")
                        .replaceFirst("(?s).*\"(sbt_[A-Za-z0-9_-]{43})\".*", "$1");
        https.admin(
                Service.NUMBER_SERVICE, "POST", "/admin/v1/numbers", "text/csv", "+15185550100\n");
        String created =
                https.send(
                        Service.SCIM_GATEWAY,
                        "POST",
                        "/scim/v2/Users",
                        token,
                        "application/scim+json",
                        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"ada@example.com\",\"active\":true}");
        String id = created.replaceFirst("(?s).*\"id\":\"([0-9a-f-]{36})\".*", "$1");
        await().atMost(PATIENCE)
                .until(
                        () ->
                                https.send(
                                        Service.SCIM_GATEWAY,
                                        "GET",
                                        "/scim/v2/Users/" + id,
                                        token,
                                        "application/scim+json",
                                        ""),
                        user -> user.contains("+15185550100"));
    }

    private static void othersMayNotDoWhatIsNotTheirs(SecuredBroker broker) {
        assertThatThrownBy(() -> publish(broker, "scim-gateway", "user.events"))
                .isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> publish(broker, "number-service", "user.commands"))
                .isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> publish(broker, "provisioner", "user.events-dlt"))
                .isInstanceOf(AuthorizationException.class);
        assertThat(publish(broker, "scim-gateway", "user.commands")).isNotNegative();
        try (Admin gateway = Admin.create(broker.client("scim-gateway"))) {
            assertThatThrownBy(() -> gateway.deleteTopics(List.of("user.commands")).all().get())
                    .hasCauseInstanceOf(AuthorizationException.class);
        }
    }

    private static long publish(SecuredBroker broker, String user, String topic) {
        Map<String, Object> settings = new HashMap<>(broker.client(user));
        settings.put("max.block.ms", 30_000);
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>(topic, 0, "k", new byte[0])).get().offset();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException refused) {
                throw refused;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.gateway.ScimClient.Answer;
import dev.switchboard.gateway.outcome.OutcomeReader;
import dev.switchboard.testsupport.TestKafka;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Every write that Okta and Entra are known to send is taken, in their own words. */
@Timeout(120)
final class RecordedRequestsIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private static GatewayProcess gateway;
    private static FakeProvisioner provisioner;

    @BeforeAll
    static void start() {
        String kafka = TestKafka.bootstrapServers();
        gateway =
                GatewayProcess.start(
                        "spring.kafka.bootstrap-servers=" + kafka,
                        "switchboard.gateway.outcome-timeout=30s",
                        "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none");
        await().atMost(Duration.ofSeconds(30))
                .until(gateway.bean(OutcomeReader.class)::isPositioned);
        provisioner = new FakeProvisioner(kafka, new InMemoryUsers());
    }

    @AfterAll
    static void stop() {
        provisioner.close();
        gateway.close();
    }

    @TestFactory
    Stream<DynamicTest> takesWhatOktaSends() {
        return tests(read("okta.json"));
    }

    @TestFactory
    Stream<DynamicTest> takesWhatEntraSends() {
        return tests(read("entra.json").path("requests"));
    }

    private static Stream<DynamicTest> tests(JsonNode requests) {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode request : requests.values()) {
            // Entra's file has PATCH bodies only.
            String method = request.path("method").asString("PATCH");
            if (!method.equals("GET")) {
                String name = request.path("name").asString("") + " " + method;
                tests.add(DynamicTest.dynamicTest(name, () -> send(method, request)));
            }
        }
        return tests.stream();
    }

    private static void send(String method, JsonNode request) {
        ScimClient client = gateway.client();
        String entraPath =
                request.path("name").asString("").contains("member") ? "/Groups/" : "/Users/";
        String path = request.path("path").asString(entraPath);
        boolean user = path.startsWith("/Users");
        JsonNode body = request.path("body");
        if (method.equals("POST")) {
            body = unique(body);
        } else {
            path = (user ? "/Users/" : "/Groups/") + target(client, user);
        }

        Answer answer =
                client.send(
                        method,
                        "/scim/v2" + path,
                        body.isMissingNode() ? null : body.toString(),
                        "Content-Type",
                        request.at("/headers/Content-Type").asString("application/scim+json"),
                        "Accept",
                        request.at("/headers/Accept").asString("application/scim+json"));

        assertThat(answer.status())
                .as(answer.http().body())
                .isEqualTo(
                        switch (method) {
                            case "POST" -> 201;
                            case "DELETE" -> 204;
                            // A group's members are not read for an answer that nobody asked for.
                            case "PATCH" -> user ? 200 : 204;
                            default -> 200;
                        });
    }

    private static String target(ScimClient client, boolean user) {
        String body =
                user
                        ? """
                        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"x",
                         "emails":[{"type":"work","value":"x@example.com"}]}
                        """
                        : """
                        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"g"}
                        """;
        return client.post(
                        "/scim/v2" + (user ? "/Users" : "/Groups"),
                        unique(JSON.readTree(body)).toString())
                .text("/id");
    }

    private static JsonNode unique(JsonNode body) {
        ObjectNode copy = (ObjectNode) body.deepCopy();
        if (copy.has("userName")) {
            copy.put("userName", "user" + COUNTER.incrementAndGet() + "@example.com");
        }
        return copy;
    }

    private static JsonNode read(String file) {
        try (InputStream in =
                Objects.requireNonNull(
                        RecordedRequestsIT.class.getResourceAsStream("/okta-requests/" + file))) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

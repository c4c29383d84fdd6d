package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.gateway.ScimClient.Answer;
import dev.switchboard.gateway.outcome.OutcomeReader;
import dev.switchboard.gateway.outcome.OutcomeWaiters;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.Outcome.Reason;
import dev.switchboard.testsupport.TestKafka;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Two gateways on one real broker, which even share a partition of outcomes, with a provisioner
 * that the test plays: every write, from the HTTP request to the HTTP answer.
 */
@Timeout(120)
final class WritesIT {

    private static final String USER =
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"%s",
             "name":{"givenName":"Test","familyName":"User"},
             "emails":[{"primary":true,"value":"test.user@okta.local","type":"work"}],
             "displayName":"Test User","locale":"en-US","externalId":"00ujl29u0le5T6Aj10h7",
             "groups":[],"password":"1mz050nq","active":true}
            """;
    private static final String PATCH =
            """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
             "Operations":[{"op":"replace","value":{"active":false}}]}
            """;

    private static GatewayProcess first;
    private static GatewayProcess second;
    private static FakeProvisioner provisioner;

    private ScimClient client;

    @BeforeAll
    static void start() {
        String kafka = TestKafka.bootstrapServers();
        String[] properties = {
            "spring.kafka.bootstrap-servers=" + kafka,
            "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
            "switchboard.gateway.outcome-partition=5",
            "switchboard.gateway.outcome-timeout=30s"
        };
        first = GatewayProcess.start(properties);
        second = GatewayProcess.start(properties);
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                first.bean(OutcomeReader.class).isPositioned()
                                        && second.bean(OutcomeReader.class).isPositioned());
        provisioner = new FakeProvisioner(kafka, new InMemoryUsers());
    }

    @BeforeEach
    void connect() {
        client = first.client();
    }

    @AfterAll
    static void stop() {
        provisioner.close();
        second.close();
        first.close();
    }

    @Test
    void createsAUser() {
        Answer answer = create("create@example.com");

        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        String location = answer.header("Location");
        assertThat(location)
                .startsWith("http://localhost:")
                .endsWith("/scim/v2/Users/" + answer.text("/id"));
        assertThat(answer.text("/meta/location")).isEqualTo(location);
        assertThat(answer.header("ETag"))
                .isEqualTo("W/\"1\"")
                .isEqualTo(answer.text("/meta/version"));
        assertThat(answer.header("Content-Type"))
                .isEqualToIgnoringCase("application/scim+json;charset=utf-8");
        assertThat(answer.text("/userName")).isEqualTo("create@example.com");
        assertThat(answer.json().has("password")).isFalse();
    }

    @Test
    void answersARepeatedCreateWithTheGroupThatIsThere() {
        UUID first = UUID.randomUUID();
        Answer answer =
                client.post(
                        "/scim/v2/Groups",
                        """
                        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
                         "displayName": "repeated-%s"}"""
                                .formatted(first));

        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        assertThat(answer.text("/id")).isEqualTo(first.toString());
        assertThat(answer.header("Location")).endsWith("/scim/v2/Groups/" + first);
        assertThat(answer.header("ETag")).isEqualTo("W/\"7\"");
    }

    @Test
    void replacesChangesAndDeletesAUser() {
        String path = "/scim/v2/Users/" + create("life@example.com").text("/id");

        Answer replaced =
                client.send(
                        "PUT",
                        path,
                        USER.formatted("renamed@example.com"),
                        "Content-Type",
                        "application/json;charset=UTF-8");
        Answer patched = client.send("PATCH", path, PATCH);
        Answer deleted = client.send("DELETE", path, null, "Content-Type", "application/scim+json");
        Answer again = client.send("DELETE", path, null);

        assertThat(replaced.status()).as(replaced.http().body()).isEqualTo(200);
        assertThat(replaced.text("/userName")).isEqualTo("renamed@example.com");
        assertThat(replaced.header("ETag")).isEqualTo("W/\"2\"");
        assertThat(patched.status()).as(patched.http().body()).isEqualTo(200);
        assertThat(patched.json().path("active").asBoolean(true)).isFalse();
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.http().body()).isEmpty();
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.header("Content-Type")).contains("scim+json");
    }

    @Test
    void returnsOnlyTheAttributesThatAreAskedFor() {
        Answer answer =
                client.post(
                        "/scim/v2/Users?attributes=userName", USER.formatted("few@example.com"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("/userName")).isEqualTo("few@example.com");
        assertThat(answer.json().has("emails")).isFalse();
        assertThat(answer.header("Location")).endsWith(answer.text("/id"));
    }

    @Test
    void refusesATakenUserNameInAnyLetterCase() {
        create("Taken@example.com");

        Answer answer = create("tAKEN@example.com");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("/scimType")).isEqualTo("uniqueness");
        assertThat(answer.text("/detail")).isEqualTo("The userName is taken.");
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_FOUND, 404, ''",
        "UNIQUENESS, 409, uniqueness",
        "VERSION_MISMATCH, 412, ''",
        "INVALID_VALUE, 400, invalidValue",
        "INVALID_PATH, 400, invalidPath",
        "NO_TARGET, 400, noTarget",
        "MUTABILITY, 400, mutability",
        "FORBIDDEN, 403, ''",
        "FAILED, 500, ''"
    })
    void saysWhyACommandIsRefused(Reason reason, int status, String scimType) {
        Answer answer = create("refuse-" + reason);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("/status")).isEqualTo(String.valueOf(status));
        assertThat(answer.json().path("scimType").asString("")).isEqualTo(scimType);
        assertThat(answer.text("/detail")).isNotBlank();
    }

    @Test
    void answersAForeignIdByteForByteLikeAnUnknownOne() {
        String unknown = "0190c0de-0000-7000-8000-0000000000ff";

        Answer answer = client.send("DELETE", "/scim/v2/Users/" + unknown, null);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("/detail"))
                .isEqualTo(
                        "User '"
                                + unknown
                                + "' not found. It was deleted, or never existed in this company.");
    }

    @Test
    void saysThatARequestIsRecordedWhenNobodyDecidesItInTime() {
        try (GatewayProcess impatient =
                GatewayProcess.start(
                        "spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                        "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
                        "switchboard.gateway.outcome-timeout=2s")) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> impatient.bean(OutcomeReader.class).isPositioned());
            saysThatARequestIsRecorded(impatient);
        }
    }

    private static void saysThatARequestIsRecorded(GatewayProcess impatient) {
        Answer answer =
                impatient.client().post("/scim/v2/Users", USER.formatted("silent@example.com"));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("10");
        assertThat(answer.text("/schemas/0"))
                .isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
        assertThat(answer.text("/detail"))
                .contains("is recorded and will be applied")
                .contains(answer.header("X-Request-Id"));
        assertThat(impatient.bean(OutcomeWaiters.class).size()).isZero();
        assertThat(
                        impatient
                                .bean(MeterRegistry.class)
                                .get("switchboard.gateway.commands.undecided")
                                .tags("recorded", "yes", "cause", "no_outcome_in_time")
                                .counter()
                                .count())
                .isGreaterThanOrEqualTo(1);
    }

    @Test
    void publishesNeitherPasswordNorReadOnlyAttributes() {
        String requestId = create("published@example.com").header("X-Request-Id");

        ConsumerRecord<String, byte[]> command = commandOf(requestId);

        String value = new String(command.value(), StandardCharsets.UTF_8);
        assertThat(value)
                .contains("published@example.com")
                .doesNotContain("password")
                .doesNotContain("1mz050nq")
                .doesNotContain("\"groups\"");
        assertThat(header(command, "ce_type")).isEqualTo("dev.switchboard.user.create.v1");
        assertThat(header(command, "ce_subject")).isEqualTo("/Users/" + command.key());
        assertThat(header(command, "ce_companyid")).isEqualTo(GatewayProcess.COMPANY.toString());
    }

    @Test
    void carriesTheTraceContextOfTheClient() {
        String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        String requestId =
                client.send(
                                "POST",
                                "/scim/v2/Users",
                                USER.formatted("traced@example.com"),
                                "traceparent",
                                traceparent)
                        .header("X-Request-Id");

        assertThat(header(commandOf(requestId), "traceparent")).isEqualTo(traceparent);
    }

    @Test
    void carriesIfMatchAsItWasSent() {
        String path = "/scim/v2/Users/" + create("matched@example.com").text("/id");

        String requestId =
                client.send("PATCH", path, PATCH, "If-Match", "W/\"1\"").header("X-Request-Id");

        assertThat(new String(commandOf(requestId).value(), StandardCharsets.UTF_8))
                .contains("\"ifMatch\":\"W/\\\"1\\\"\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/scim/v2//Users", "/scim/v2/Users/", "//scim/v2/Users//"})
    void toleratesSlashesTooMany(String path) {
        Answer answer =
                client.post(path, USER.formatted("slashes" + path.hashCode() + "@example.com"));

        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        assertThat(answer.header("Location")).contains("/scim/v2/Users/0");
    }

    @Test
    void createsAGroup() {
        Answer answer =
                client.post(
                        "/scim/v2/Groups",
                        """
                        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],
                         "displayName":"Test SCIMv2","members":[]}
                        """);

        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        assertThat(answer.header("Location")).contains("/scim/v2/Groups/");
        assertThat(header(commandOf(answer.header("X-Request-Id")), "ce_type"))
                .isEqualTo("dev.switchboard.group.create.v1");
    }

    @Test
    void twoInstancesOnOnePartitionEachGetTheirOwnOutcomes()
            throws ExecutionException, InterruptedException {
        List<ScimClient> clients = List.of(first.client(), second.client());
        List<Future<Answer>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                String body = USER.formatted("parallel" + i + "@example.com");
                ScimClient one = clients.get(i % 2);
                answers.add(threads.submit(() -> one.post("/scim/v2/Users", body)));
            }
        }

        for (int i = 0; i < answers.size(); i++) {
            Answer answer = answers.get(i).get();
            assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
            assertThat(answer.text("/userName")).isEqualTo("parallel" + i + "@example.com");
        }
        assertThat(first.bean(OutcomeWaiters.class).size()).isZero();
        assertThat(second.bean(OutcomeWaiters.class).size()).isZero();
    }

    @Test
    void isNotReadyWithoutTheStore() {
        Answer readiness = first.management().get("/actuator/health/readiness");

        assertThat(readiness.status()).isEqualTo(503);
        assertThat(readiness.text("/components/broker/status")).isEqualTo("UP");
        assertThat(readiness.text("/components/outcomes/status")).isEqualTo("UP");
        assertThat(readiness.text("/components/db/status")).isEqualTo("DOWN");
        assertThat(first.management().get("/actuator/health/liveness").status()).isEqualTo(200);
    }

    private Answer create(String userName) {
        return client.post("/scim/v2/Users", USER.formatted(userName));
    }

    private static ConsumerRecord<String, byte[]> commandOf(String requestId) {
        return provisioner.seen().stream()
                .filter(command -> requestId.equals(header(command, "ce_correlationid")))
                .findFirst()
                .orElseThrow();
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        return String.valueOf(MessageCodec.header(message.headers(), name));
    }
}

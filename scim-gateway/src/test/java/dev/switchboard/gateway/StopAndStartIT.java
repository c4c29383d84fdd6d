package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.gateway.ScimClient.Answer;
import dev.switchboard.gateway.outcome.OutcomeReader;
import dev.switchboard.messages.Command;
import dev.switchboard.messages.Outcome;
import dev.switchboard.testsupport.TestBroker;
import dev.switchboard.testsupport.TestKafka;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A gateway that is asked to end, and one whose broker is away. */
@Timeout(180)
final class StopAndStartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TRAFFIC = "/actuator/health/traffic";
    private static final String NO_STORE =
            "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none";
    private static final String USER =
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"%s"}
            """;

    /** The provisioner decides only when it is told to: the request waits at the gateway. */
    @Test
    void aStoppingGatewayIsNotReadyAndAnswersWhatItHasBegun() throws Exception {
        var decide = new CountDownLatch(1);
        Function<Command, Optional<Outcome>> users = new InMemoryUsers();
        try (GatewayProcess gateway =
                        GatewayProcess.start(
                                "spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                                NO_STORE,
                                "switchboard.gateway.outcome-timeout=50s");
                var provisioner =
                        new FakeProvisioner(
                                TestKafka.bootstrapServers(),
                                command -> {
                                    awaitDecision(decide);
                                    return users.apply(command);
                                })) {
            await().atMost(PATIENCE).until(() -> gateway.bean(OutcomeReader.class).isPositioned());
            ScimClient client = gateway.client();
            ScimClient management = gateway.management();
            ScimClient newcomer = gateway.client();
            CompletableFuture<Answer> begun =
                    CompletableFuture.supplyAsync(
                            () ->
                                    client.post(
                                            "/scim/v2/Users", USER.formatted("begun@example.com")));
            await().atMost(PATIENCE).until(() -> !provisioner.seen().isEmpty());

            CompletableFuture<Void> stop = CompletableFuture.runAsync(gateway::close);

            await("readiness is refused")
                    .atMost(PATIENCE)
                    .until(() -> statusOf(management, "/actuator/health/readiness") != 200);
            assertThat(statusOf(management, TRAFFIC)).isNotEqualTo(200);
            await("new connections are refused")
                    .atMost(PATIENCE)
                    .until(() -> statusOf(newcomer, "/scim/v2/ServiceProviderConfig") != 200);
            assertThat(begun).isNotDone();
            assertThat(stop).isNotDone();

            decide.countDown();

            Answer answer = begun.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
            stop.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(provisioner.seen()).hasSize(1);
        }
    }

    @Test
    void aGatewayWithoutABrokerStartsIsNotReadyAndRecordsNothing() {
        try (GatewayProcess gateway =
                GatewayProcess.start("spring.kafka.bootstrap-servers=127.0.0.1:1", NO_STORE)) {
            Answer readiness = gateway.management().get("/actuator/health/readiness");
            Answer answer =
                    gateway.client().post("/scim/v2/Users", USER.formatted("none@example.com"));

            assertThat(readiness.status()).isEqualTo(503);
            assertThat(readiness.text("/components/broker/status")).isEqualTo("DOWN");
            assertThat(gateway.management().get("/actuator/health/liveness").status())
                    .isEqualTo(200);
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.text("/detail")).contains("was not recorded");
            assertThat(gateway.management().get(TRAFFIC).status())
                    .as("it has never heard an outcome")
                    .isEqualTo(503);
        }
    }

    /** With no gateway left behind it, a balancer would answer 502, which Okta does not repeat. */
    @Test
    void aGatewayWhoseBrokerIsGoneIsNotReadyAndStillTakesTraffic() {
        try (TestBroker broker = TestBroker.start();
                GatewayProcess gateway =
                        GatewayProcess.start(
                                "spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                                NO_STORE)) {
            ScimClient management = gateway.management();
            await().atMost(PATIENCE).until(() -> statusOf(management, TRAFFIC) == 200);

            broker.kill();

            await("the broker is missed")
                    .atMost(PATIENCE)
                    .until(
                            () ->
                                    management
                                            .get("/actuator/health/readiness")
                                            .text("/components/broker/status")
                                            .equals("DOWN"));
            Answer write =
                    gateway.client().post("/scim/v2/Users", USER.formatted("gone@example.com"));
            assertThat(write.status()).as(write.http().body()).isEqualTo(429);
            assertThat(write.header("Retry-After")).isEqualTo("10");
            assertThat(statusOf(management, "/actuator/health/readiness")).isEqualTo(503);
            Answer traffic = management.get(TRAFFIC);
            assertThat(traffic.status()).as(traffic.http().body()).isEqualTo(200);
        }
    }

    @Test
    void aGatewayThatHasEndedRefusesConnections() {
        GatewayProcess gateway =
                GatewayProcess.start("spring.kafka.bootstrap-servers=127.0.0.1:1", NO_STORE);
        ScimClient client = gateway.client();
        assertThat(client.get("/scim/v2/ServiceProviderConfig").status()).isEqualTo(200);

        gateway.close();

        assertThatThrownBy(() -> client.get("/scim/v2/ServiceProviderConfig"))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    private static void awaitDecision(CountDownLatch decide) {
        try {
            if (!decide.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody decided");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** 0 where nobody answers. */
    private static int statusOf(ScimClient client, String path) {
        try {
            return client.get(path).status();
        } catch (IllegalStateException e) {
            return 0;
        }
    }
}

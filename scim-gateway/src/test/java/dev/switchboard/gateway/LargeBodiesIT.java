package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.gateway.ScimClient.Answer;
import dev.switchboard.gateway.outcome.OutcomeReader;
import dev.switchboard.messages.Command;
import dev.switchboard.messages.Outcome;
import dev.switchboard.testsupport.TestKafka;

import io.micrometer.core.instrument.MeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Bodies of groups and of bulk requests, of which there is room for one at a time. */
@Timeout(120)
final class LargeBodiesIT {

    private static final int PATIENCE_SECONDS = 60;
    private final CountDownLatch decide = new CountDownLatch(1);
    private final InMemoryUsers resources = new InMemoryUsers();

    @Test
    void asksToTryAgainWhereThereIsNoRoomAndForgetsWhatIsAnswered() throws Exception {
        try (GatewayProcess gateway =
                        GatewayProcess.start(
                                "spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                                "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
                                "switchboard.gateway.limits.large-bodies=8MB",
                                "switchboard.gateway.outcome-timeout=50s");
                var provisioner =
                        new FakeProvisioner(TestKafka.bootstrapServers(), this::decided)) {
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(() -> gateway.bean(OutcomeReader.class).isPositioned());
            ScimClient client = gateway.client();
            CompletableFuture<Answer> first =
                    CompletableFuture.supplyAsync(() -> post(client, "Groups", group("a")));
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(() -> !provisioner.seen().isEmpty());

            assertTooMuch(post(client, "Groups", group("b")));
            assertTooMuch(post(client, "Bulk", bulk()));
            assertThat(chunked(client, group("c")))
                    .startsWith("HTTP/1.1 429")
                    .contains("Retry-After: 10");
            assertThat(
                            gateway.bean(MeterRegistry.class)
                                    .counter("switchboard.gateway.limited", "limit", "large_bodies")
                                    .count())
                    .isEqualTo(3);
            assertThat(post(client, "Groups", "{}").status()).as("small ones pass").isEqualTo(400);

            decide.countDown();
            assertThat(first.get(PATIENCE_SECONDS, TimeUnit.SECONDS).status()).isEqualTo(201);
            assertThat(onceThereIsRoom(client, group("d"))).isEqualTo(201);
            assertThat(onceThereIsRoom(client, group("e") + "x")).isEqualTo(400);
            assertThat(onceThereIsRoom(client, group("f"))).isEqualTo(201);
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(() -> chunked(client, group("g")).startsWith("HTTP/1.1 201"));
        }
    }

    /** The room of a body is given back after its answer is sent, and so maybe after the next. */
    private static int onceThereIsRoom(ScimClient client, String body) {
        return await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .until(() -> post(client, "Groups", body).status(), status -> status != 429);
    }

    private Optional<Outcome> decided(Command command) {
        try {
            if (!decide.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody decided");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return resources.apply(command);
    }

    private static void assertTooMuch(Answer answer) {
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("10");
        assertThat(answer.text("/detail")).startsWith("As many large requests are under way");
    }

    private static Answer post(ScimClient client, String endpoint, String body) {
        return client.post("/scim/v2/" + endpoint, body);
    }

    /** Without saying how large it is. */
    private static String chunked(ScimClient client, String body) {
        return client.raw(
                "POST /scim/v2/Groups HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
                        + ScimClient.TOKEN
                        + "\r\nContent-Type: application/scim+json\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(body.length())
                        + "\r\n"
                        + body
                        + "\r\n0\r\n\r\n");
    }

    /** Blanks are bytes too. */
    private static String group(String name) {
        return "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"%s\"%s}"
                .formatted(name, " ".repeat(5_000_000));
    }

    private static String bulk() {
        return "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],\"Operations\":[]%s}"
                .formatted(" ".repeat(3_900_000));
    }
}

package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.gateway.ScimClient.Answer;
import dev.switchboard.gateway.outcome.OutcomeReader;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.RequestsAnswered;
import dev.switchboard.messages.RequestsAnswered.Answered;
import dev.switchboard.messages.Topics;
import dev.switchboard.messages.UnreadableMessageException;
import dev.switchboard.testsupport.TestKafka;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** What a gateway tells of its answers on {@code request.log}. */
@Timeout(120)
final class RequestLogIT {

    private static final String ADA =
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@example.com"}
            """;

    private final MessageCodec codec = new MessageCodec();

    @Test
    void tellsWhatWasAskedAndAnsweredWithoutSecretsAndSearchedValues() {
        String kafka = TestKafka.bootstrapServers();
        try (var gateway = startedOn(kafka, "switchboard.gateway.request-log.interval=50ms");
                var _ =
                        new FakeProvisioner(
                                kafka,
                                command ->
                                        Optional.of(
                                                new Outcome.Refused(
                                                        command.resourceId(),
                                                        Outcome.Reason.UNIQUENESS,
                                                        "userName 'ada@example.com' is taken.")))) {
            ScimClient client = gateway.client();
            Answer refused =
                    client.send(
                            "POST",
                            "/scim/v2/Users",
                            ADA,
                            "X-Request-Id",
                            "ada-create-0001",
                            "User-Agent",
                            "Okta SCIM Client 1.0.0");
            client.send(
                    "GET",
                    "/scim/v2/Users?filter=userName%20eq%20%22ada@example.com%22&count=x",
                    null,
                    "X-Request-Id",
                    "ada-list-0001");
            client.sendAnonymously("GET", "/scim/v2/Users", null, "X-Request-Id", "nobody-0001");
            client.sendAnonymously(
                    "GET",
                    "/scim/v2/Users",
                    null,
                    "X-Request-Id",
                    "expired-0001",
                    "Authorization",
                    "Bearer expired");
            client.send("GET", "/scim/v2/Schemas", null, "X-Request-Id", "ada-schemas-0001");

            assertThat(refused.status()).isEqualTo(409);
            // An entry is made after its answer is sent: the next one may be earlier.
            Map<String, Answered> log =
                    logged(
                            kafka,
                            List.of(
                                    "ada-create-0001",
                                    "ada-list-0001",
                                    "expired-0001",
                                    "ada-schemas-0001"));
            Answered create = Objects.requireNonNull(log.get("ada-create-0001"));
            assertThat(create.method()).isEqualTo("POST");
            assertThat(create.path()).isEqualTo("/scim/v2/Users");
            assertThat(create.operation()).isEqualTo("create");
            assertThat(create.status()).isEqualTo(409);
            assertThat(create.scimType()).isEqualTo("uniqueness");
            assertThat(create.detail()).isEqualTo("userName 'ada@example.com' is taken.");
            assertThat(create.resourceId()).isNotNull();
            assertThat(create.userAgent()).isEqualTo("Okta SCIM Client 1.0.0");
            assertThat(create.durationMicros()).isPositive();
            Answered list = Objects.requireNonNull(log.get("ada-list-0001"));
            assertThat(list.status()).isEqualTo(400);
            assertThat(list.query()).isEqualTo("filter=userName eq …&count=x");
            Answered expired = Objects.requireNonNull(log.get("expired-0001"));
            assertThat(expired.status()).isEqualTo(401);
            assertThat(expired.detail()).startsWith("The API token has expired.");
            assertThat(expired.tokenId()).isEqualTo(new UUID(1, 3));
            Answered schemas = Objects.requireNonNull(log.get("ada-schemas-0001"));
            assertThat(schemas.path()).isEqualTo("/scim/v2/Schemas");
            assertThat(schemas.detail()).isNull();
        }
        // A gateway that has stopped has sent all. Who shows no token is no company's.
        assertThat(logged(kafka, List.of()).toString())
                .contains("ada-schemas-0001")
                .doesNotContain("nobody-0001", ScimClient.TOKEN);
    }

    @Test
    void countsWhatFindsNoPlaceAndAnswersAllTheSame() {
        try (var gateway =
                GatewayProcess.start(
                        "spring.kafka.bootstrap-servers=127.0.0.1:1",
                        "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
                        "switchboard.gateway.request-log.capacity=2")) {
            ScimClient client = gateway.client();
            for (int i = 0; i < 10; i++) {
                assertThat(client.get("/scim/v2/Schemas").status()).isEqualTo(200);
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> {
                                assertThat(client.get("/scim/v2/Schemas").status()).isEqualTo(200);
                                return gateway.bean(MeterRegistry.class)
                                                .get("switchboard.gateway.request.log.entries")
                                                .tag("result", "dropped")
                                                .counter()
                                                .count()
                                        > 0;
                            });
        }
    }

    private static GatewayProcess startedOn(String kafka, String property) {
        GatewayProcess gateway =
                GatewayProcess.start(
                        "spring.kafka.bootstrap-servers=" + kafka,
                        "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
                        "switchboard.gateway.outcome-timeout=30s",
                        property);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> gateway.bean(OutcomeReader.class).isPositioned());
        return gateway;
    }

    /** What is in the topic, by the request's id, once it has these. */
    private Map<String, Answered> logged(String kafka, List<String> requestIds) {
        try (var consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    IntStream.range(0, Topics.PARTITIONS)
                            .mapToObj(p -> new TopicPartition(Topics.REQUEST_LOG, p))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<String, Answered> read = new HashMap<>();
            await().atMost(Duration.ofSeconds(30))
                    .pollInSameThread()
                    .until(
                            () -> {
                                for (var each : consumer.poll(Duration.ofMillis(200))) {
                                    answered(each).forEach(a -> read.put(a.requestId(), a));
                                }
                                return read.keySet().containsAll(requestIds)
                                        && ends.entrySet().stream()
                                                .allMatch(
                                                        end ->
                                                                consumer.position(end.getKey())
                                                                        >= end.getValue());
                            });
            return read;
        }
    }

    private List<Answered> answered(ConsumerRecord<String, byte[]> each) {
        assertThat(each.key()).isEqualTo(GatewayProcess.COMPANY.toString());
        try {
            return codec.decode(each, RequestsAnswered.class).message().requests();
        } catch (UnreadableMessageException e) {
            throw new IllegalStateException(e);
        }
    }
}

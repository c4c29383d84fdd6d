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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            client.get("/scim/v2/Users?filter=userName%20eq%20%22ada@example.com%22&count=x");
            client.sendAnonymously("GET", "/scim/v2/Users", null);
            client.get("/scim/v2/Schemas");

            assertThat(refused.status()).isEqualTo(409);
            List<Answered> log = logged(kafka, 3);
            Answered create = log.getFirst();
            assertThat(create.requestId()).isEqualTo("ada-create-0001");
            assertThat(create.method()).isEqualTo("POST");
            assertThat(create.path()).isEqualTo("/scim/v2/Users");
            assertThat(create.operation()).isEqualTo("create");
            assertThat(create.status()).isEqualTo(409);
            assertThat(create.scimType()).isEqualTo("uniqueness");
            assertThat(create.detail()).isEqualTo("userName 'ada@example.com' is taken.");
            assertThat(create.resourceId()).isNotNull();
            assertThat(create.userAgent()).isEqualTo("Okta SCIM Client 1.0.0");
            assertThat(create.durationMicros()).isPositive();
            Answered list = log.get(1);
            assertThat(list.status()).isEqualTo(400);
            assertThat(list.query()).isEqualTo("filter=userName eq …&count=x");
            // The request without a token is no company's.
            assertThat(log.get(2).path()).isEqualTo("/scim/v2/Schemas");
            assertThat(log.get(2).detail()).isNull();
            assertThat(log.toString()).doesNotContain(ScimClient.TOKEN);
        }
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
                        property);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> gateway.bean(OutcomeReader.class).isPositioned());
        return gateway;
    }

    private List<Answered> logged(String kafka, int count) {
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
            List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
            return await().atMost(Duration.ofSeconds(30))
                    .pollInSameThread()
                    .until(
                            () -> {
                                consumer.poll(Duration.ofMillis(200)).forEach(read::add);
                                return answered(read);
                            },
                            found -> found.size() >= count);
        }
    }

    /** Of the one test that writes here: other tests' gateways share the broker. */
    private List<Answered> answered(List<ConsumerRecord<String, byte[]>> read) {
        List<Answered> all = new ArrayList<>();
        for (var each : read) {
            assertThat(each.key()).isEqualTo(GatewayProcess.COMPANY.toString());
            try {
                all.addAll(codec.decode(each, RequestsAnswered.class).message().requests());
            } catch (UnreadableMessageException e) {
                throw new IllegalStateException(e);
            }
        }
        int begin =
                (int) all.stream().takeWhile(a -> !a.requestId().equals("ada-create-0001")).count();
        return all.subList(begin, all.size());
    }
}

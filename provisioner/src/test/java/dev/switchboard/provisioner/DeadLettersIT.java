package dev.switchboard.provisioner;

import static dev.switchboard.provisioner.RunningProvisioner.company;
import static dev.switchboard.provisioner.RunningProvisioner.createUser;
import static dev.switchboard.provisioner.RunningProvisioner.patchUser;
import static dev.switchboard.provisioner.RunningProvisioner.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.Outcome.Reason;
import dev.switchboard.messages.Topics;
import dev.switchboard.messages.UserEvent;
import dev.switchboard.pipeline.intake.DeadLetters;
import dev.switchboard.testsupport.TestKafka;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** What an operator does with dead letters, over the admin API. */
@Timeout(180)
final class DeadLettersIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static Pipeline pipeline;

    private final HttpClient http = HttpClient.newHttpClient();
    private final UUID company = company();

    @BeforeAll
    static void open() {
        pipeline = RunningProvisioner.pipeline();
    }

    @AfterAll
    static void close() {
        pipeline.close();
    }

    @Test
    void sendsAFailedCommandAgainOnceTheCauseIsMended() throws Exception {
        UUID id = MessageIds.next();
        UUID command;
        JsonNode letter;
        try (var _ = new Poison("replayed@example.com")) {
            command = pipeline.send(company, createUser(id, user("replayed@example.com")));
            assertThat(((Outcome.Refused) pipeline.outcome(command)).reason())
                    .isEqualTo(Reason.FAILED);
            letter = openLetterOf(id.toString());
        }
        assertThat(letter.path("originTopic").asString()).isEqualTo(Topics.USER_COMMANDS);
        assertThat(letter.path("messageId").asString()).isEqualTo(command.toString());
        assertThat(letter.path("attempts").asString()).isEqualTo("3");
        assertThat(letter.path("reason").asString()).doesNotContain("replayed@example.com");
        assertThat(letter.toString()).doesNotContain("replayed@example.com");
        assertThat(send("GET", pathOf(letter)).body()).contains("replayed@example.com");

        JsonNode replay = JSON.readTree(send("POST", pathOf(letter) + "/replay").body());

        assertThat(replay.path("done").asBoolean()).isTrue();
        List<UserEvent> events = pipeline.events(id, 1);
        assertThat(events).extracting(UserEvent::version).containsExactly(1L);
        await().atMost(Duration.ofSeconds(60)).until(() -> pipeline.outcomes(command).size() == 2);
        assertThat(pipeline.outcomes(command).getLast()).isInstanceOf(Outcome.Created.class);
        assertThat(openLetters()).noneMatch(l -> keyOf(l).equals(id.toString()));
        assertThat(
                        JSON.readTree(send("POST", pathOf(letter) + "/replay").body())
                                .path("done")
                                .asBoolean())
                .isFalse();
    }

    @Test
    void comesBackWhereItFailsAgainAndHoldsNobodyUp() throws Exception {
        UUID id = MessageIds.next();
        UUID command;
        JsonNode letter;
        try (var _ = new Poison("too-early@example.com")) {
            command = pipeline.send(company, createUser(id, user("too-early@example.com")));
            pipeline.outcome(command);
            letter = openLetterOf(id.toString());

            send("POST", pathOf(letter) + "/replay");

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> pipeline.outcomes(command).size() == 2);
        }
        JsonNode second = openLetterOf(id.toString());
        assertThat(pathOf(second)).isNotEqualTo(pathOf(letter));
        assertThat(Set.copyOf(pipeline.outcomes(command))).hasSize(1);
        UUID next = pipeline.send(company, patchUser(id, Map.of("title", "Next")));
        assertThat(((Outcome.Refused) pipeline.outcome(next)).reason()).isEqualTo(Reason.NOT_FOUND);

        send("POST", pathOf(second) + "/replay");

        await().atMost(Duration.ofSeconds(60)).until(() -> pipeline.outcomes(command).size() == 3);
        assertThat(pipeline.outcomes(command).getLast()).isInstanceOf(Outcome.Created.class);
    }

    @Test
    void doesNotUndoWhatCameAfterTheFailure() throws Exception {
        UUID id = MessageIds.next();
        pipeline.ask(company, createUser(id, user("overtaken@example.com")));
        JsonNode letter;
        UUID failing;
        try (var _ = new Poison("poison@example.com")) {
            failing =
                    pipeline.send(company, patchUser(id, Map.of("userName", "poison@example.com")));
            pipeline.outcome(failing);
            letter = openLetterOf(id.toString());
        }
        pipeline.ask(company, patchUser(id, Map.of("displayName", "Newer")));

        send("POST", pathOf(letter) + "/replay");

        await().atMost(Duration.ofSeconds(60)).until(() -> pipeline.outcomes(failing).size() == 2);
        assertThat(((Outcome.Refused) pipeline.outcomes(failing).getLast()).reason())
                .isEqualTo(Reason.VERSION_MISMATCH);
        assertThat(pipeline.events(id, 2)).extracting(UserEvent::version).containsExactly(1L, 2L);
    }

    @Test
    void discardsWhatIsOfNoUse() throws Exception {
        String key = "rubbish-" + UUID.randomUUID();
        pipeline.send(new ProducerRecord<>(Topics.NUMBER_EVENTS, 7, key, new byte[] {1}));
        JsonNode letter = openLetterOf(key);
        assertThat(letter.path("partition").asInt()).isEqualTo(7);

        assertThat(send("POST", pathOf(letter) + "/discard").statusCode()).isEqualTo(200);

        assertThat(openLetters()).noneMatch(l -> keyOf(l).equals(key));
        assertThat(send("GET", pathOf(letter)).statusCode()).isEqualTo(200);
    }

    @Test
    void countsTheOpenOnesOnly() throws Exception {
        for (JsonNode old : openLetters()) {
            send("POST", pathOf(old) + "/discard");
        }
        awaitGauge(Topics.NUMBER_EVENTS, 0);
        String key = "counted-" + UUID.randomUUID();
        pipeline.send(new ProducerRecord<>(Topics.NUMBER_EVENTS, 3, key, new byte[] {1}));
        pipeline.send(new ProducerRecord<>(Topics.NUMBER_EVENTS, 4, key + 2, new byte[] {1}));
        awaitGauge(Topics.NUMBER_EVENTS, 2);

        send("POST", pathOf(openLetterOf(key)) + "/discard");

        awaitGauge(Topics.NUMBER_EVENTS, 1);
        send("POST", pathOf(openLetterOf(key + 2)) + "/discard");
        awaitGauge(Topics.NUMBER_EVENTS, 0);
    }

    @Test
    void takesTheLargestRecordThatATopicTakes() throws Exception {
        String key = "large-" + UUID.randomUUID();
        // Beside the value a record has headers, its key and some bytes of its own.
        byte[] value = sendLarge(key, Topics.MAX_MESSAGE_BYTES - 200);

        assertThat(pipeline.deadLetter(key).value()).isEqualTo(value);
        send("POST", pathOf(openLetterOf(key)) + "/discard");
    }

    @Test
    void leavesOutAValueThatTheDeadLetterTopicDoesNotTake() throws Exception {
        String key = "larger-" + UUID.randomUUID();
        byte[] value;
        limitLetters(10_000);
        try {
            value = sendLarge(key, 50_000);

            var letter = pipeline.deadLetter(key);
            assertThat(letter.value()).isNull();
            assertThat(MessageCodec.header(letter.headers(), DeadLetters.VALUE_LEFT_OUT))
                    .isEqualTo("too large for number.events-dlt");
        } finally {
            limitLetters(Topics.MAX_DEAD_LETTER_BYTES);
        }

        JsonNode letter = openLetterOf(key);
        assertThat(send("POST", pathOf(letter) + "/replay").statusCode()).isEqualTo(200);

        // It still cannot be read, and comes back: now with its value.
        JsonNode again =
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> openLetterOf(key), l -> l.path("replays").asInt() == 1);
        await().atMost(Duration.ofSeconds(60)).until(() -> pipeline.deadLetters(key).size() == 2);
        assertThat(pipeline.deadLetters(key).getLast().value()).isEqualTo(value);
        send("POST", pathOf(again) + "/discard");
    }

    private static void limitLetters(int bytes) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            var topic =
                    new ConfigResource(
                            ConfigResource.Type.TOPIC, Topics.deadLettersOf(Topics.NUMBER_EVENTS));
            var limit = new ConfigEntry("max.message.bytes", String.valueOf(bytes));
            admin.incrementalAlterConfigs(
                            Map.of(topic, List.of(new AlterConfigOp(limit, OpType.SET))))
                    .all()
                    .get();
            // The controller has it; the broker, which is asked now, has it a moment later.
            await().atMost(Duration.ofSeconds(60))
                    .until(
                            () ->
                                    admin
                                            .describeConfigs(List.of(topic))
                                            .all()
                                            .get()
                                            .values()
                                            .stream()
                                            .map(config -> config.get("max.message.bytes").value())
                                            .allMatch(String.valueOf(bytes)::equals));
        }
    }

    /** Of bytes that no compression makes smaller. */
    private static byte[] sendLarge(String key, int size) throws Exception {
        byte[] value = new byte[size];
        new Random(size).nextBytes(value);
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers",
                                TestKafka.bootstrapServers(),
                                "max.request.size",
                                Topics.MAX_MESSAGE_BYTES),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.NUMBER_EVENTS, 5, key, value)).get();
        }
        return value;
    }

    private static void awaitGauge(String topic, double letters) {
        var meters = RunningProvisioner.shared().getBean(MeterRegistry.class);
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            var gauge =
                                    meters.find("switchboard.dead.letters")
                                            .tag("topic", Topics.deadLettersOf(topic))
                                            .gauge();
                            return gauge != null && gauge.value() == letters;
                        });
    }

    @Test
    void saysWhichLettersItDoesNotHave() throws Exception {
        for (String path :
                List.of(
                        "/user.commands-dlt/0/123456789",
                        "/user.commands-dlt/99/0",
                        "/user.events-dlt/0/0",
                        "/user.commands/0/0")) {
            HttpResponse<String> answer = send("POST", "/admin/v1/dead-letters" + path + "/replay");
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).contains("has no dead letter");
        }
    }

    /** What the database will not take, until it is mended. */
    private static final class Poison implements AutoCloseable {

        Poison(String userName) throws SQLException {
            RunningProvisioner.asAdmin(
                    "ALTER TABLE users.scim_user ADD CONSTRAINT poison CHECK (user_name <> '%s')"
                            .formatted(userName));
        }

        @Override
        public void close() throws SQLException {
            RunningProvisioner.asAdmin("ALTER TABLE users.scim_user DROP CONSTRAINT poison");
        }
    }

    private JsonNode openLetterOf(String key) {
        return Objects.requireNonNull(
                await().atMost(Duration.ofSeconds(60))
                        .until(
                                () ->
                                        openLetters().stream()
                                                .filter(l -> keyOf(l).equals(key))
                                                .findFirst()
                                                .orElse(null),
                                Objects::nonNull));
    }

    private List<JsonNode> openLetters() throws IOException, InterruptedException {
        HttpResponse<String> answer = send("GET", "/admin/v1/dead-letters?limit=1000");
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("letters").valueStream().toList();
    }

    private static String keyOf(JsonNode letter) {
        return letter.path("key").asString("");
    }

    private static String pathOf(JsonNode letter) {
        return "/admin/v1/dead-letters/%s/%d/%d"
                .formatted(
                        letter.path("topic").asString(),
                        letter.path("partition").asInt(),
                        letter.path("offset").asLong());
    }

    private HttpResponse<String> send(String method, String path)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + RunningProvisioner.port() + path))
                        .header("Authorization", "Bearer " + RunningProvisioner.ADMIN_TOKEN)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }
}

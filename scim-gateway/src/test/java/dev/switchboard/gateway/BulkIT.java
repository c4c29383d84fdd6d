package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.gateway.ScimClient.Answer;
import dev.switchboard.gateway.outcome.OutcomeReader;
import dev.switchboard.messages.Command;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.UnreadableMessageException;
import dev.switchboard.testsupport.TestKafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Bulk requests against a real broker, with a provisioner that the test plays. */
@Timeout(180)
final class BulkIT {

    private static GatewayProcess gateway;
    private static FakeProvisioner provisioner;
    private static ScimClient client;

    @BeforeAll
    static void start() {
        gateway =
                startGateway(
                        7,
                        "switchboard.gateway.limits.bulk-size=300KB",
                        "switchboard.gateway.outcome-timeout=8s");
        provisioner = new FakeProvisioner(TestKafka.bootstrapServers(), new InMemoryUsers());
        client = gateway.client();
    }

    @AfterAll
    static void stop() {
        provisioner.close();
        gateway.close();
    }

    @Test
    void doesAThousandOperationsSideBySide() {
        String[] creates =
                IntStream.range(0, 1000)
                        .mapToObj(i -> post("u" + i, user("many-" + i + "@example.com", "")))
                        .toArray(String[]::new);

        Answer answer = bulk("", creates);

        assertThat(statuses(answer)).hasSize(1000).containsOnly("201");
        JsonNode last = answer.json().path("Operations").get(999);
        assertThat(last.path("bulkId").asString()).isEqualTo("u999");
        assertThat(last.path("version").asString()).isEqualTo("W/\"1\"");
        assertThat(last.path("location").asString()).startsWith("http://localhost:");
    }

    @Test
    void resolvesReferencesInAnyOrderAndPlace() {
        Answer answer =
                bulk(
                        "",
                        operation("PATCH", "/Users/bulkId:chief", patch("title", "Chief")),
                        post("staff", group("Staff", "{\"value\":\"bulkId:chief\"}"), "/Groups/"),
                        post(
                                "clerk",
                                user(
                                        "clerk@example.com",
                                        ",\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\":{\"manager\":{\"value\":\"bulkId:chief\"}}")),
                        post("chief", user("chief@example.com", "")));

        assertThat(statuses(answer)).containsExactly("200", "201", "201", "201");
        String chief = id(answer, 3);
        assertThat(id(answer, 0)).isEqualTo(chief);
        assertThat(created(id(answer, 1)).path("members").path(0).path("value").asString())
                .isEqualTo(chief);
        assertThat(created(id(answer, 2)).toString())
                .contains("\"manager\":{\"value\":\"" + chief + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'members':[{'value':'bulkId:b'}]",
                "'members':[{'Value':'bulkId:b'}]",
                "'Members':{'value':'bulkId:b'}",
                "'urn:ietf:params:scim:schemas:core:2.0:Group':{'members':[{'value':'bulkId:b'}]}",
                "'urn:ietf:params:scim:schemas:core:2.0:Group:members':{'value':'bulkId:b'}"
            })
    void createsGroupsThatReferToEachOther(String members) {
        Answer answer =
                bulk(
                        "",
                        post(
                                "a",
                                "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"A\",%s}"
                                        .formatted(members.replace('\'', '"')),
                                "/Groups"),
                        post("b", group("B", "{\"value\":\"bulkId:a\"}"), "/Groups"));

        assertThat(statuses(answer)).containsExactly("201", "201");
        assertThat(created(id(answer, 0)).path("members").isEmpty()).isTrue();
        assertThat(created(id(answer, 1)).path("members").path(0).path("value").asString())
                .isEqualTo(id(answer, 0));
        Command.Patch late =
                commands().stream()
                        .filter(Command.Patch.class::isInstance)
                        .map(Command.Patch.class::cast)
                        .filter(patch -> patch.resourceId().toString().equals(id(answer, 0)))
                        .findFirst()
                        .orElseThrow();
        assertThat(late.operations().toString()).contains(id(answer, 1));
    }

    @Test
    void addsNoMembersAfterTheTimeOfTheRequest() {
        try (GatewayProcess hurried =
                startGateway(
                        8,
                        "switchboard.gateway.limits.bulk-time=12s",
                        "switchboard.gateway.outcome-timeout=13s")) {
            // What waits for the circle begins within the time and ends, undecided, after it.
            Answer answer =
                    bulk(
                            hurried.client(),
                            "",
                            post("a", group("A", "{\"value\":\"bulkId:b\"}"), "/Groups"),
                            post("b", group("B", "{\"value\":\"bulkId:a\"}"), "/Groups"),
                            post("s", user("silent@example.com", ",\"title\":\"bulkId:b\"")));

            assertThat(statuses(answer)).containsExactly("429", "201", "429");
            assertThat(answer.text("/Operations/0/response/detail"))
                    .contains("created, but without the members", "PATCH");
            assertThat(answer.header("Retry-After")).isEqualTo("10");
            String group = id(answer, 0);
            assertThat(created(group).path("members").isEmpty()).isTrue();
            assertThat(commands())
                    .noneMatch(
                            command ->
                                    command instanceof Command.Patch
                                            && command.resourceId().toString().equals(group));
        }
    }

    @Test
    void takesBackAGroupWhoseCircleCannotBeClosed() {
        Answer answer =
                bulk(
                        "",
                        post("a", group("Taken back", "{\"value\":\"bulkId:b\"}"), "/Groups"),
                        post("b", group("", "{\"value\":\"bulkId:a\"}"), "/Groups"));

        assertThat(statuses(answer)).containsExactly("409", "400");
        assertThat(answer.text("/Operations/0/response/detail")).contains("'bulkId:b'");
        assertThat(commands())
                .filteredOn(Command.Create.class::isInstance)
                .filteredOn(create -> create.toString().contains("Taken back"))
                .singleElement()
                .satisfies(
                        create ->
                                assertThat(commands())
                                        .filteredOn(Command.Delete.class::isInstance)
                                        .extracting(Command::resourceId)
                                        .contains(create.resourceId()));
    }

    @Test
    void doesNotTryWhatRefersToAFailure() {
        Answer answer =
                bulk(
                        "",
                        post("g", group("G", "{\"value\":\"bulkId:u\"}"), "/Groups"),
                        post("u", "{}"),
                        post("h", group("H", "{\"value\":\"bulkId:none\"}"), "/Groups"));

        assertThat(statuses(answer)).containsExactly("400", "400", "400");
        assertThat(answer.text("/Operations/0/response/detail")).contains("'bulkId:u'");
        assertThat(answer.text("/Operations/2/response/detail")).contains("'bulkId:none'");
        assertThat(answer.json().path("Operations").get(0).has("location")).isFalse();
    }

    @Test
    void beginsNothingAfterTheLastFailureThatIsAccepted() {
        Answer answer =
                bulk(
                        ",\"failOnErrors\":2",
                        post("a", user("stop-a@example.com", "")),
                        operation("DELETE", "/Users/none", ""),
                        operation("PUT", "/Moons/1", ",\"data\":{}"),
                        post("b", user("stop-b@example.com", "")));

        assertThat(statuses(answer)).containsExactly("201", "404", "404");
        assertThat(commands()).noneMatch(command -> command.toString().contains("stop-b"));
    }

    @Test
    void keepsTheOrderOnOneResource() {
        Answer answer =
                bulk(
                        "",
                        post("u", user("order@example.com", "")),
                        operation("PATCH", "/Users/bulkId:u", patch("title", "1")),
                        operation("PATCH", "/Users/bulkId:u", patch("title", "2")),
                        operation("DELETE", "/Users/bulkId:u", ""),
                        operation("PATCH", "/Users/bulkId:u", patch("title", "3")));

        assertThat(statuses(answer)).containsExactly("201", "200", "200", "204", "404");
        assertThat(answer.text("/Operations/2/version")).isEqualTo("W/\"3\"");
    }

    @Test
    void knowsNamesInAnyLetterCase() { // RFC 7643, section 2.1
        String create = post("u", user("case@example.com", ""));

        Answer answer =
                bulk(
                        ",\"FailOnErrors\":1",
                        create.replace("\"method\"", "\"Method\"")
                                .replace("\"path\"", "\"PATH\"")
                                .replace("\"bulkId\"", "\"bulkid\""),
                        create.replace("\"path\"", "\"path\":\"/Groups\",\"Path\""),
                        post("v", user("case2@example.com", "")));

        assertThat(statuses(answer)).containsExactly("201", "400");
        assertThat(answer.text("/Operations/0/bulkId")).isEqualTo("u");
        assertThat(answer.text("/Operations/1/response/detail")).contains("'path' is given twice");
    }

    @Test
    void answersAsRequestsOfTheirOwnAre() { // RFC 7644, section 3.7.3
        String group = "0190c0de-0000-7000-8000-00000000000a";

        Answer answer =
                bulk(
                        "",
                        post("g", group("G", ""), "/Groups"),
                        operation("PATCH", "/Groups/bulkId:g", patch("displayName", "H")),
                        operation("PUT", "/Groups/" + group, ""),
                        operation("PATCH", "/Groups/bulkId:g", patch("nonsense", "x")),
                        operation("PATCH", "/Groups/bulkId:none", patch("displayName", "x")));

        assertThat(statuses(answer)).containsExactly("201", "204", "400", "400", "400");
        assertThat(id(answer, 1)).isEqualTo(id(answer, 0));
        assertThat(id(answer, 2)).isEqualTo(group);
        assertThat(id(answer, 3)).isEqualTo(id(answer, 0));
        assertThat(answer.json().path("Operations").get(4).has("location")).isFalse();
    }

    @Test
    void saysWhatIsNotDecidedYet() {
        Answer answer =
                bulk(
                        "",
                        post("s", user("silent@example.com", "")),
                        post("g", group("G", "{\"value\":\"bulkId:s\"}"), "/Groups"));

        assertThat(statuses(answer)).containsExactly("429", "429");
        assertThat(answer.header("Retry-After")).isEqualTo("10");
        assertThat(answer.text("/Operations/0/response/detail")).contains("recorded");
        assertThat(answer.text("/Operations/1/response/detail")).contains("'bulkId:s'");
    }

    @Test
    void namesItsLimits() {
        String[] tooMany =
                IntStream.range(0, 1001)
                        .mapToObj(i -> operation("DELETE", "/Users/x", ""))
                        .toArray(String[]::new);

        Answer operations = bulk("", tooMany);
        Answer bytes = bulk("", post("a", user("x".repeat(400_000), "")));

        assertThat(operations.status()).isEqualTo(413);
        assertThat(operations.text("/detail")).contains("maxOperations (1000)");
        assertThat(bytes.status()).isEqualTo(413);
        assertThat(bytes.text("/detail")).contains("maxPayloadSize (307200)");
    }

    private static GatewayProcess startGateway(int outcomePartition, String... properties) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                                "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
                                "switchboard.gateway.outcome-partition=" + outcomePartition));
        all.addAll(List.of(properties));
        GatewayProcess started = GatewayProcess.start(all.toArray(String[]::new));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> started.bean(OutcomeReader.class).isPositioned());
        return started;
    }

    private static Answer bulk(String more, String... operations) {
        return bulk(client, more, operations);
    }

    private static Answer bulk(ScimClient client, String more, String... operations) {
        Answer answer =
                client.post(
                        "/scim/v2/Bulk",
                        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"]%s,\"Operations\":[%s]}"
                                .formatted(more, String.join(",", operations)));
        assertThat(answer.status()).as(answer.http().body()).isIn(200, 413);
        return answer;
    }

    private static String operation(String method, String path, String more) {
        return "{\"method\":\"%s\",\"path\":\"%s\"%s}".formatted(method, path, more);
    }

    private static String post(String bulkId, String data) {
        return post(bulkId, data, "/Users");
    }

    private static String post(String bulkId, String data, String path) {
        return operation("POST", path, ",\"bulkId\":\"%s\",\"data\":%s".formatted(bulkId, data));
    }

    private static String patch(String attribute, String value) {
        return ",\"data\":{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[{\"op\":\"replace\",\"path\":\"%s\",\"value\":\"%s\"}]}"
                .formatted(attribute, value);
    }

    private static String user(String userName, String more) {
        return "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"%s\"%s}"
                .formatted(userName, more);
    }

    private static String group(String displayName, String members) {
        return "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"%s\",\"members\":[%s]}"
                .formatted(displayName, members);
    }

    private static List<String> statuses(Answer answer) {
        return StreamSupport.stream(answer.json().path("Operations").spliterator(), false)
                .map(operation -> operation.path("status").asString())
                .toList();
    }

    private static String id(Answer answer, int operation) {
        String location = answer.text("/Operations/" + operation + "/location");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static JsonNode created(String id) {
        return commands().stream()
                .filter(Command.Create.class::isInstance)
                .map(Command.Create.class::cast)
                .filter(create -> create.resourceId().toString().equals(id))
                .findFirst()
                .orElseThrow()
                .resource();
    }

    private static List<Command> commands() {
        MessageCodec codec = new MessageCodec();
        List<Command> commands = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> message : provisioner.seen()) {
            try {
                commands.add(codec.decode(message, Command.class).message());
            } catch (UnreadableMessageException e) {
                throw new IllegalStateException(e);
            }
        }
        return commands;
    }
}

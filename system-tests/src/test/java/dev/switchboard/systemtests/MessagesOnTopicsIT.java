package dev.switchboard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.localstack.demo.OktaClient;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.Topics;
import dev.switchboard.systemtests.stack.Company;
import dev.switchboard.systemtests.stack.Stack;
import dev.switchboard.systemtests.stack.StackExtension;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What anybody with a topic monitor sees of one user's life. */
@ExtendWith(StackExtension.class)
@Timeout(180)
final class MessagesOnTopicsIT {

    private static final String AREA_CODE = "716";
    private static final String PROVISIONING = "urn:ietf:params:scim:event:prov:";
    private static final List<String> TOPICS =
            List.of(
                    Topics.USER_COMMANDS,
                    Topics.USER_OUTCOMES,
                    Topics.USER_EVENTS,
                    Topics.NUMBER_EVENTS);

    private static final List<String> LIVE_TOPICS =
            Topics.ALL.stream()
                    .map(Topics.TopicSpec::name)
                    .filter(topic -> !topic.endsWith("-dlt"))
                    .toList();

    private final Stack stack;

    MessagesOnTopicsIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void tellsAUsersLifeInReadableMessages() {
        Company company =
                new Company(stack).withOffice("Buffalo", AREA_CODE).withNumbers(AREA_CODE, 0, 1);
        String id = liveAndDie(company);

        try (var topics = new TopicReader(stack.bootstrapServers(), TOPICS)) {
            List<ConsumerRecord<String, byte[]>> records =
                    topics.awaitRecords(id, MessagesOnTopicsIT::endsWithARelease);

            assertThat(records).allSatisfy(found -> isACloudEvent(found, id, company));
            assertThat(records)
                    .extracting(found -> found.topic() + header(found, "ce_id"))
                    .doesNotHaveDuplicates();
            assertThat(on(Topics.USER_COMMANDS, records)).hasSize(3);
            assertThat(on(Topics.USER_OUTCOMES, records)).hasSize(3);
            List<ConsumerRecord<String, byte[]>> events = on(Topics.USER_EVENTS, records).toList();
            assertThat(events.getFirst()).satisfies(e -> isOfType(e, "create:full"));
            assertThat(events).anySatisfy(e -> isOfType(e, "deactivate"));
            assertThat(events.getLast()).satisfies(e -> isOfType(e, "delete"));
            assertThat(events)
                    .extracting(event -> json(event).path("version").asInt())
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    /** Of this test and of all those before it. */
    @Test
    void writesEveryMessageAsItIsDescribed() {
        Company company =
                new Company(stack).withOffice("Buffalo", AREA_CODE).withNumbers(AREA_CODE, 1, 2);
        String id = liveAndDie(company);
        AsyncApi described = new AsyncApi();
        try (var topics = new TopicReader(stack.bootstrapServers(), LIVE_TOPICS)) {
            topics.awaitRecords(id, MessagesOnTopicsIT::endsWithARelease);
            topics.awaitRecords(
                    company.id().toString(),
                    found -> found.stream().anyMatch(r -> r.topic().equals(Topics.REQUEST_LOG)));

            List<ConsumerRecord<String, byte[]>> ours =
                    topics.seen().stream().filter(MessagesOnTopicsIT::isOurs).toList();

            assertThat(ours).extracting(ConsumerRecord::topic).contains(Topics.REQUEST_LOG);
            assertThat(ours)
                    .allSatisfy(
                            found ->
                                    assertThat(
                                                    described.errors(
                                                            found.topic(),
                                                            headers(found),
                                                            json(found)))
                                            .as(found.topic() + " " + header(found, "ce_type"))
                                            .isEmpty());
        }
    }

    /** Other tests write what no service of ours would. */
    private static boolean isOurs(ConsumerRecord<String, byte[]> found) {
        String source = String.valueOf(header(found, "ce_source"));
        return source.matches("/(scim-gateway/[0-9a-f]+|provisioner|number-service)");
    }

    private static JsonNode headers(ConsumerRecord<String, byte[]> found) {
        ObjectNode headers = JsonMapper.shared().createObjectNode();
        found.headers().forEach(h -> headers.put(h.key(), new String(h.value(), UTF_8)));
        return headers;
    }

    private static String liveAndDie(Company company) {
        try (OktaClient okta = company.okta(0)) {
            String id = Users.created(okta.create(company.newUser("Buffalo").toBody()));
            Users.awaitNumber(okta, id);
            assertThat(okta.deactivate(id).status()).isEqualTo(200);
            assertThat(okta.delete(id).status()).isEqualTo(204);
            return id;
        }
    }

    private static boolean endsWithARelease(List<ConsumerRecord<String, byte[]>> records) {
        Set<String> read = Set.copyOf(records.stream().map(ConsumerRecord::topic).toList());
        return read.containsAll(TOPICS)
                && on(Topics.NUMBER_EVENTS, records)
                        .anyMatch(event -> json(event).has("availableAgainAt"))
                && on(Topics.USER_EVENTS, records)
                        .anyMatch(
                                event -> (PROVISIONING + "delete").equals(header(event, "ce_type")))
                && on(Topics.USER_OUTCOMES, records).count() >= 3;
    }

    private static void isACloudEvent(
            ConsumerRecord<String, byte[]> found, String id, Company company) {
        assertThat(header(found, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(found, "ce_id")).isNotBlank();
        assertThat(header(found, "ce_type")).isNotBlank();
        assertThat(header(found, "ce_source")).startsWith("/");
        assertThat(header(found, "ce_subject")).isEqualTo("/Users/" + id);
        assertThat(header(found, "ce_companyid")).isEqualTo(company.id().toString());
        assertThat(header(found, "ce_correlationid")).isNotBlank();
        assertThat(header(found, "content-type")).isEqualTo("application/json");
        assertThat(Instant.parse(String.valueOf(header(found, "ce_time")))).isNotNull();
        assertThat(json(found).isObject()).isTrue();
        assertThat(new String(found.value(), UTF_8)).doesNotContain("1mz050nq");
    }

    private static void isOfType(ConsumerRecord<String, byte[]> event, String type) {
        assertThat(header(event, "ce_type")).isEqualTo(PROVISIONING + type);
    }

    private static Stream<ConsumerRecord<String, byte[]>> on(
            String topic, List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().filter(found -> found.topic().equals(topic));
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> found, String name) {
        return MessageCodec.header(found.headers(), name);
    }

    private static JsonNode json(ConsumerRecord<String, byte[]> found) {
        return JsonMapper.shared().readTree(found.value());
    }
}

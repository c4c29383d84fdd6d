package dev.switchboard.messages;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.switchboard.messages.Topics.TopicSpec;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds {@code docs/asyncapi.yaml} against the code: topics, messages, headers and payloads. */
final class AsyncApiTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNode API = read();

    private final MessageCodec codec = new MessageCodec();

    @Test
    void describesEveryTopicAsItIsCreated() {
        Map<String, JsonNode> channels = new HashMap<>();
        API.get("channels").forEach(c -> channels.put(c.get("address").asString(), c));

        assertThat(channels.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Topics.ALL.stream().map(TopicSpec::name).toList());
        for (TopicSpec topic : Topics.ALL) {
            JsonNode kafka = requireNonNull(channels.get(topic.name())).at("/bindings/kafka");
            assertThat(kafka.get("partitions").asInt()).isEqualTo(Topics.PARTITIONS);
            assertThat(kafka.at("/topicConfiguration/max.message.bytes").asInt())
                    .isEqualTo(topic.maxMessageBytes());
            assertThat(kafka.at("/topicConfiguration/retention.ms").asLong())
                    .as(topic.name())
                    .isEqualTo(topic.retention().toMillis());
        }
    }

    @Test
    void describesEveryMessageOnItsTopic() {
        Map<String, Set<String>> described = new HashMap<>();
        API.get("channels")
                .forEach(
                        c ->
                                described.put(
                                        c.get("address").asString(),
                                        messagesOf(c).stream()
                                                .map(m -> m.get("name").asString())
                                                .collect(Collectors.toSet())));

        for (TopicSpec topic : Topics.ALL) {
            String source = topic.name().replaceFirst("-dlt$", "");
            assertThat(described.get(topic.name()))
                    .as(topic.name())
                    .isEqualTo(
                            Arrays.stream(MessageType.values())
                                    .filter(t -> t.topic().equals(source))
                                    .map(MessageType::wireName)
                                    .collect(Collectors.toSet()));
        }
    }

    static Set<String> examples() {
        return Examples.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void describesHeadersAndPayload(String name) {
        ProducerRecord<String, byte[]> sent = GoldenMessagesTest.encode(codec, name);
        ObjectNode headers = JSON.createObjectNode();
        for (Header header : sent.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        JsonNode described = message(name);

        assertThat(errors(described.get("headers"), headers)).isEmpty();
        assertThat(errors(described.get("payload"), JSON.readTree(sent.value()))).isEmpty();
        assertThat(propertiesOf(described.get("headers"))).containsAll(headers.propertyNames());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void namesEveryFieldOfTheRecord(String name) {
        Set<String> fields =
                Arrays.stream(Examples.named(name).getClass().getRecordComponents())
                        .map(RecordComponent::getName)
                        .collect(Collectors.toSet());

        assertThat(propertiesOf(message(name).get("payload"))).containsAll(fields);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void refusesAPayloadWithoutItsRequiredFields(String name) {
        assertThat(errors(message(name).get("payload"), JSON.createObjectNode())).isNotEmpty();
    }

    private static JsonNode message(String example) {
        MessageType type = MessageType.of(Examples.named(example));
        boolean aboutGroup = example.contains("group");
        List<JsonNode> named =
                API.at("/components/messages").properties().stream()
                        .filter(m -> m.getValue().get("name").asString().equals(type.wireName()))
                        .filter(
                                m ->
                                        type.topic().equals(Topics.USER_EVENTS)
                                                ? m.getKey().startsWith("group") == aboutGroup
                                                : true)
                        .map(Map.Entry::getValue)
                        .toList();
        assertThat(named).as(type.wireName()).hasSize(1);
        return named.getFirst();
    }

    private static List<JsonNode> messagesOf(JsonNode channel) {
        return channel.get("messages").values().stream().map(AsyncApiTest::resolved).toList();
    }

    private static JsonNode resolved(JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null ? node : resolved(API.at(reference.asString().substring(1)));
    }

    private static Set<String> propertiesOf(JsonNode schema) {
        JsonNode resolved = resolved(schema);
        Set<String> names = new HashSet<>(resolved.path("properties").propertyNames());
        resolved.path("allOf").forEach(part -> names.addAll(propertiesOf(part)));
        return names;
    }

    private static List<String> errors(JsonNode schema, JsonNode value) {
        ObjectNode document = JSON.createObjectNode();
        document.setAll((ObjectNode) schema);
        document.set("components", API.get("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(document)
                .validate(
                        value,
                        context -> context.executionConfig(c -> c.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(Files.readString(Path.of("../docs/asyncapi.yaml")));
        } catch (IOException e) {
            throw new IllegalStateException("docs/asyncapi.yaml cannot be read", e);
        }
    }
}

package dev.switchboard.systemtests;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code docs/asyncapi.yaml}, to hold real messages against it. */
final class AsyncApi {

    private final JsonNode api;

    AsyncApi() {
        try {
            this.api =
                    new YAMLMapper().readTree(Files.readString(Path.of("../docs/asyncapi.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a message of that topic, headers and value; empty where nothing is. */
    List<String> errors(String topic, JsonNode headers, JsonNode value) {
        String type = headers.path("ce_type").asString("");
        boolean aboutGroup = headers.path("ce_subject").asString("").startsWith("/Groups/");
        List<JsonNode> described =
                api.get("channels")
                        .valueStream()
                        .filter(channel -> channel.get("address").asString().equals(topic))
                        .flatMap(channel -> channel.get("messages").properties().stream())
                        .filter(
                                message ->
                                        !topic.startsWith("user.events")
                                                || message.getKey().startsWith("group")
                                                        == aboutGroup)
                        .map(message -> resolved(message.getValue()))
                        .filter(message -> message.get("name").asString().equals(type))
                        .toList();
        if (described.size() != 1) {
            return List.of(
                    "'%s' is described %d times on %s".formatted(type, described.size(), topic));
        }
        return Stream.concat(
                        errors(described.getFirst().get("headers"), headers),
                        errors(described.getFirst().get("payload"), value))
                .toList();
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null ? node : resolved(api.at(reference.asString().substring(1)));
    }

    private Stream<String> errors(JsonNode schema, JsonNode value) {
        ObjectNode document = JsonMapper.shared().createObjectNode();
        document.setAll((ObjectNode) schema);
        document.set("components", api.get("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(document)
                .validate(
                        value,
                        context -> context.executionConfig(c -> c.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString);
    }
}

package dev.switchboard.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.messages.Command;
import dev.switchboard.messages.ResourceType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

final class WriteCommandsTest {

    private static final UUID ID = new UUID(0, 1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"externalId\":null",
                "\"ExternalID\":\"\"",
                "\"externalId\":[]",
                "\"urn:ietf:params:scim:schemas:core:2.0:User\":{\"externalId\":null}",
                "\"urn:ietf:params:scim:schemas:core:2.0:user:ExternalId\":null"
            })
    void tellsThatAPutEmptiesTheExternalId(String given) {
        assertThat(replaced("").has("externalId")).isFalse();
        assertThat(replaced("," + given).path("externalId").isNull()).isTrue();
        assertThat(replaced(",\"externalId\":\"x\"").path("externalId").asString()).isEqualTo("x");
    }

    @Test
    void refusesMoreValuesThanAUserMayHave() {
        String emails =
                IntStream.range(0, 1001)
                        .mapToObj("{\"value\":\"v%d\"}"::formatted)
                        .collect(Collectors.joining(","));

        assertThatThrownBy(
                        () ->
                                WriteCommands.create(
                                        ResourceType.USER,
                                        ID,
                                        user(",\"emails\":[" + emails + "]")))
                .hasMessageContaining("'emails' would have 1001 values");
    }

    private static JsonNode replaced(String more) {
        var command =
                (Command.Replace) WriteCommands.replace(ResourceType.USER, ID, user(more), null);
        return command.resource();
    }

    private static JsonNode user(String more) {
        return JsonMapper.shared()
                .readTree(
                        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"a\"%s}"
                                .formatted(more));
    }
}

package dev.switchboard.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.gateway.GatewayProperties;
import dev.switchboard.gateway.WriteLimits;
import dev.switchboard.gateway.limits.LimitsFixture;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.time.Duration;

final class JsonBodiesTest {

    private static final WriteLimits LIMITS =
            new WriteLimits(
                    DataSize.ofMegabytes(1),
                    DataSize.ofMegabytes(1),
                    10,
                    null,
                    Duration.ofSeconds(1));

    private final JsonBodies bodies =
            new JsonBodies(
                    new GatewayProperties(
                            null,
                            null,
                            Duration.ofSeconds(5),
                            Duration.ZERO,
                            Duration.ofSeconds(10),
                            1,
                            null,
                            Duration.ofSeconds(2),
                            1,
                            DataSize.ofKilobytes(512),
                            100,
                            1000),
                    LIMITS,
                    LimitsFixture.largeBodies(LIMITS));

    @Test
    void readsAnObjectInItsOwnOrder() throws IOException {
        ObjectNode object = read("{\"b\":1,\"a\":{\"c\":[true,null,\"é\"]}}");

        assertThat(object.toString()).isEqualTo("{\"b\":1,\"a\":{\"c\":[true,null,\"é\"]}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "nonsense",
                "{\"a\":1,}",
                "{\"a\":1} {\"b\":2}",
                "{a:1}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":tru}"
            })
    void refusesWhatIsNotJson(String body) {
        assertRefused(body, "not valid JSON");
    }

    @Test
    void saysWhere() {
        assertRefused("{\"a\":1,\n \"b\":x}", "at line 2, column 6");
    }

    @Test
    void doesNotQuoteTheBody() {
        assertThatThrownBy(() -> read("{\"password\":s3cret}")).hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"text\"", "null", "true"})
    void refusesWhatIsNoObject(String body) {
        assertRefused(body, "not an object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n"})
    void refusesNothing(String body) {
        assertRefused(body, "no body");
    }

    @Test
    void refusesANameThatStandsTwice() {
        assertRefused("{\"active\":true,\"active\":false}", "same name twice");
        assertRefused("{\"name\":{\"a\":1,\"a\":1}}", "same name twice");
    }

    @Test
    void readsThirtyTwoLevelsAndNoMore() throws IOException {
        read("{\"a\":".repeat(31) + "{}" + "}".repeat(31));

        assertRefused("{\"a\":".repeat(32) + "{}" + "}".repeat(32), "deeper than 32");
        assertRefused("{\"a\":" + "[".repeat(100_000), "deeper than 32");
    }

    @Test
    void refusesEndlessTextsAndNumbers() {
        assertRefused("{\"a\":\"" + "x".repeat(70_000) + "\"}", "text longer than 65536");
        assertRefused("{\"a\":" + "1".repeat(101) + "}", "number longer than 100");
    }

    @Test
    void refusesABodyOverTheLimit() {
        String body = "{\"a\":[" + "\"xxxxxxxx\",".repeat(60_000) + "1]}";

        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        ScimException.class,
                        e -> assertThat(e.error()).isEqualTo(ScimError.PAYLOAD_TOO_LARGE))
                .hasMessageContaining("maxPayloadSize (524288)");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThatThrownBy(() -> read(new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'}))
                .hasMessageContaining("not UTF-8");
        assertThatThrownBy(
                        () -> read("{\"a\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_16)))
                .isInstanceOf(ScimException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"x\\u0000y\"}",
                "{\"a\\u0000\":1}",
                "{\"a\":[{\"b\":\"\\ud800\"}]}",
                "{\"a\":\"\\udc00\\ud800\"}"
            })
    void refusesTextThatCannotBeStored(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        ScimException.class,
                        e -> assertThat(e.error()).isEqualTo(ScimError.INVALID_VALUE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":[{\"b\":\"\\ud800\"}]} | a.b",
                "{\"emails\":[{\"value\":\"x\"},{\"value\":\"\\u0000\"}]} | emails.value",
                "{\"name\":{\"x\\udc00\":1}} | name.x?"
            })
    void namesTheAttributeThatCannotBeStored(String body, String shown) {
        assertThatThrownBy(() -> read(body)).hasMessageContaining("Attribute '" + shown + "'");
    }

    @Test
    void readsEscapesOfWholeCharacters() throws IOException {
        assertThat(read("{\"a\":\"\\ud83d\\ude00 \\u0041\"}").get("a").asString())
                .isEqualTo("😀 A");
    }

    private void assertRefused(String body, String because) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        ScimException.class,
                        e -> assertThat(e.error()).isEqualTo(ScimError.INVALID_SYNTAX))
                .hasMessageContaining(because);
    }

    private ObjectNode read(String body) throws IOException {
        return read(body.getBytes(UTF_8));
    }

    private ObjectNode read(byte[] body) throws IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/scim/v2/Users");
        request.setContentType("application/scim+json; charset=utf-8");
        request.setContent(body);
        return bodies.read(request);
    }
}

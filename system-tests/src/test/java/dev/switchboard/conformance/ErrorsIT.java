package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong is told in the SCIM form: RFC 7644 §3.12. */
@Conformance
final class ErrorsIT {

    private final Scim scim;

    ErrorsIT(Scim scim) {
        this.scim = scim;
    }

    @ParameterizedTest(name = "RFC 7644 §3.12: the body {0} is 400 invalidSyntax")
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"schemas\":",
                "[]",
                "null",
                "42",
                "\"text\"",
                "{'userName': 'a'}",
                "{\"userName\":\"a\",}",
                "<user/>",
                "{\"a\":1} {\"b\":2}",
            })
    void refusesWhatIsNoJsonObject(String body) {
        scim.call("POST", "/Users").body(body).send().isError(400, "invalidSyntax");
    }

    @Test
    @DisplayName("RFC 8259 §4: duplicate names in an object are refused")
    void refusesDuplicateNames() {
        String name = scim.userName("twice");
        String body =
                "{\"schemas\":[\"%s\"],\"userName\":\"%s\",\"userName\":\"x%s\"}"
                        .formatted(Urns.USER, name, name);
        scim.remember("/Users", scim.call("POST", "/Users").body(body).send())
                .isError(400, "invalidSyntax", "invalidValue");
    }

    @Test
    @DisplayName("RFC 7643 §2.1: names that differ only in case are the same name, refused")
    void refusesDuplicateNamesInOtherCase() {
        String name = scim.userName("twice");
        String body =
                "{\"schemas\":[\"%s\"],\"userName\":\"%s\",\"username\":\"x%s\"}"
                        .formatted(Urns.USER, name, name);
        scim.remember("/Users", scim.call("POST", "/Users").body(body).send())
                .isError(400, "invalidSyntax", "invalidValue");
    }

    @Test
    @DisplayName("RFC 7644 §7.7: JSON nested ten thousand deep is 400, not 5xx")
    void survivesDeepNesting() {
        String body = "{\"schemas\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        scim.call("POST", "/Users").body(body).send().isError(400);
    }

    @Test
    @DisplayName("RFC 7644 Table 8: a body of 20 MB is 413")
    void refusesHugeBodies() {
        String body = "{\"displayName\":\"" + "x".repeat(20_000_000) + "\"}";
        scim.call("POST", "/Users").body(body).send().isError(413);
    }

    @Test
    @DisplayName("RFC 7644 §3.1: a body that is not UTF-8 is 400")
    void refusesOtherEncodings() {
        byte[] body = {'{', '"', 'a', '"', ':', '"', (byte) 0xff, (byte) 0xfe, '"', '}'};
        scim.call("POST", "/Users").body(body).send().isError(400);
    }

    @ParameterizedTest(name = "RFC 9110 §15.5.16: Content-Type {0} is 415")
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void refusesOtherTypes(String type) {
        scim.call("POST", "/Users")
                .contentType(type)
                .body(Json.user(scim.userName("typed")))
                .send()
                .isError(415);
    }

    @ParameterizedTest(name = "RFC 7644 §3.1, §3.8: Content-Type {0} is taken")
    @ValueSource(
            strings = {
                "application/scim+json",
                "application/scim+json; charset=utf-8",
                "application/scim+json;charset=UTF-8",
                "application/json",
                "application/json; charset=utf-8",
                "Application/SCIM+JSON",
            })
    void takesJsonTypes(String type) {
        Call call = scim.call("POST", "/Users").contentType(type);
        scim.remember("/Users", call.body(Json.user(scim.userName("typed"))).send()).is(201);
    }

    @ParameterizedTest(name = "RFC 7644 §3.12: GET {0} is 404 in the SCIM form")
    @ValueSource(strings = {"/Nothing", "/Users/a/b", "/users2", "/favicon.ico", "/Users/a/b/c"})
    void tellsOfUnknownPaths(String path) {
        scim.get(path).isError(404);
    }

    @ParameterizedTest(name = "RFC 9110 §15.5.6: {0} {1} is 405 with Allow")
    @CsvSource({"PUT, /Users", "PATCH, /Users", "DELETE, /Users", "POST, /Users/x"})
    void tellsOfWrongMethods(String method, String path) {
        ScimAnswer answer = scim.call(method, path).body("{}").send().isError(405);
        assertThat(answer.header("Allow")).contains("GET");
    }

    @Test
    @DisplayName("RFC 9110 §9: an unknown method is answered in the SCIM form, not with 5xx")
    void tellsOfUnknownMethods() {
        ScimAnswer answer = scim.call("BREW", "/Users").send();
        assertThat(answer.status()).isIn(400, 405, 501);
        answer.isError(answer.status());
    }

    @Test
    @DisplayName("RFC 9110 §9.3.7: OPTIONS says what is allowed, or is refused as SCIM does")
    void answersOptions() {
        ScimAnswer answer = scim.call("OPTIONS", "/Users").send();
        if (answer.status() >= 400) {
            answer.isRefused();
        } else {
            assertThat(answer.is(200, 204).header("Allow")).contains("GET", "POST");
        }
    }

    @Test
    @DisplayName("RFC 9110 §8.7.3: TRACE is not served")
    void servesNoTrace() {
        assertThat(scim.call("TRACE", "/Users").send().status()).isBetween(400, 501);
    }

    @Test
    @DisplayName("RFC 7644 §3.12: an answer that nobody accepts is 406 or JSON all the same")
    void answersOtherAccepts() {
        ScimAnswer answer = scim.call("GET", "/Users?count=1").accept("image/png").send();
        if (answer.status() != 200) {
            answer.isError(406);
        }
    }

    @Test
    @DisplayName("RFC 7644 §3.12: a detail shows no stack trace nor class of the server")
    void tellsNoInternals() {
        ScimAnswer answer = scim.call("POST", "/Users").body("{").send().isError(400);
        assertThat(answer.body()).doesNotContain("Exception", "at java", "at dev.", "org.spring");
    }

    @Test
    @DisplayName("RFC 7644 §3.12: an error is application/scim+json")
    void isScimJson() {
        assertThat(scim.get("/Users/none").isError(404).header("Content-Type"))
                .startsWith("application/scim+json");
    }

    @Test
    @DisplayName("RFC 7644 §3.12: uniqueness details name the attribute")
    void namesTheAttribute() {
        String name = scim.createUser().text("/userName");
        assertThat(scim.post("/Users", Json.user(name)).isError(409).text("/detail"))
                .containsIgnoringCase("userName");
    }

    @Test
    @DisplayName("RFC 7644 §3.13: another version in the base URL is refused, not served")
    void servesOneVersion() {
        String base = scim.server().baseUrl().toString();
        scim.needs(base.endsWith("/v2"), "a version in its base URL");
        ScimServer other =
                new ScimServer(
                        java.net.URI.create(base.replaceAll("/v2$", "/v9")),
                        scim.server().token(),
                        null);
        new Call(other, "GET", "/Users").send().isRefused();
    }
}

package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.ScimClient.Answer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything that can be wrong with a request before anybody decides about it, against a gateway
 * that runs without broker and store: each time the right status with a SCIM error, and nothing of
 * the framework or the container to be seen.
 */
@Timeout(60)
final class HttpErrorsIT {

    private static final String SCIM_JSON = "application/scim+json; charset=utf-8";
    private static final String ID = "0190c0de-0000-7000-8000-000000000001";
    private static final String AUTHORIZED =
            "Host: localhost\r\nAuthorization: Bearer " + ScimClient.TOKEN + "\r\n";

    private static GatewayProcess gateway;

    private ScimClient client;

    @BeforeAll
    static void start() {
        gateway =
                GatewayProcess.start(
                        "spring.kafka.bootstrap-servers=127.0.0.1:1",
                        "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void connect() {
        client = gateway.client();
    }

    // --- RFC 6750, section 3; RFC 7644, section 2

    @Test
    void asksForATokenWhereThereIsNone() {
        Answer answer = client.sendAnonymously("GET", "/scim/v2/Users", null);

        assertError(answer, 401, "");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"scim\"");
    }

    @Test
    void letsNobodyKeepSniffOrFrameAnAnswer() {
        for (Answer answer :
                new Answer[] {
                    client.sendAnonymously("GET", "/scim/v2/Users", null),
                    client.get("/scim/v2/Schemas"),
                    client.get("/nothing")
                }) {
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
            assertThat(answer.header("Strict-Transport-Security")).isEmpty();
            assertThat(answer.header("Server")).isEmpty();
        }
    }

    @Test
    void hasNoAdminAndNoManagementOnTheScimPort() {
        for (String path :
                new String[] {
                    "/actuator", "/actuator/health", "/actuator/prometheus", "/admin/v1/companies"
                }) {
            assertError(client.get(path), 404, "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "wrong", "Basic eDp5", "Bearer expired"})
    void refusesABadToken(String authorization) {
        Answer answer =
                client.sendAnonymously(
                        "GET", "/scim/v2/Users", null, "Authorization", authorization);

        assertError(answer, 401, "");
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"scim\", error=\"invalid_token\"");
        assertThat(answer.text("/detail")).contains("token").doesNotContain("wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/scim/v2/nothing", "/scim/v2/Users/" + ID, "/scim/v2", "//scim/v2/Me"})
    void tellsNothingWithoutAToken(String path) {
        assertError(client.sendAnonymously("GET", path, null), 401, "");
        assertError(client.sendAnonymously("OPTIONS", path, null), 401, "");
        assertError(client.sendAnonymously("TRACK", path, null), 401, "");
    }

    /** The dispatcher, which decodes, would find an endpoint there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/scim/v2;x/Users",
                "/scim/%762/Users",
                "/%73cim/v2/Users",
                "/scim;a=b/v2/Bulk",
                "/scim/v2;x/Schemas",
                "/scim/v2;/ServiceProviderConfig",
                "//scim/%76%32//Me/"
            })
    void findsNothingWhereThePathIsWrittenOtherwise(String path) {
        assertError(client.sendAnonymously("GET", path, null), 404, "");
        assertError(client.get(path), 404, "");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /scim/v2/Users;x, 404",
        "GET, /scim/v2/Use%72s, 404",
        "GET, /scim/v2/Schemas;x, 404",
        "POST, /scim/v2/Bul%6b, 404",
        "POST, /scim/v2/Bulk;x, 404",
        "POST, /scim/v2/.searc%68, 404",
        "POST, /scim/v2/Users/.searc%68, 405",
        "GET, /scim/v2/ServiceProviderConfi%67, 404",
        "GET, /scim/v2/Users/" + ID + ";x, 404"
    })
    void findsNothingBelowItEither(String method, String path, int status) {
        String body = method.equals("POST") ? "{}" : null;

        assertError(client.sendAnonymously(method, path, body), 401, "");
        assertError(client.send(method, path, body), status, "");
    }

    @Test
    void readsAnIdHoweverItIsEncoded() {
        assertThat(
                        client.get(
                                        "/scim/v2/Schemas/urn%3Aietf%3aparams:scim:schemas:core:2.0:User")
                                .text("/name"))
                .isEqualTo("User");
        assertThat(client.get("/scim/v2/ResourceTypes/%55ser").text("/id")).isEqualTo("User");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /scim/v2/Users",
        "PUT, /scim/v2/Users/" + ID,
        "PATCH, /scim/v2/Groups/" + ID,
        "DELETE, /scim/v2/Groups/" + ID
    })
    void doesNotLetAReadOnlyTokenWrite(String method, String path) {
        Answer answer =
                client.sendAnonymously(method, path, "{}", "Authorization", "Bearer readonly");

        assertError(answer, 403, "");
        assertThat(answer.text("/detail")).contains("may only read");
    }

    // --- Paths and methods

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/scim",
                "/favicon.ico",
                "/actuator/health",
                "/error",
                "/scim/v2/nothing",
                "/scim/v2/users",
                "/scim/v2/Users/" + ID + "/more",
                "/scim/v2/Users/x%00y",
                "/scim/v2/Users/not-an-id"
            })
    void knowsNoOtherPath(String path) {
        Answer answer = client.get(path);
        assertThat(answer.status()).isIn(400, 404);
        assertError(answer, answer.status(), "");
    }

    @Test
    void speaksVersionTwoOnly() {
        assertError(client.get("/scim/v1/Users"), 400, "invalidVers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT    | /scim/v2/Users             | GET, HEAD, OPTIONS, POST",
                "DELETE | /scim/v2/Groups            | GET, HEAD, OPTIONS, POST",
                "POST   | /scim/v2/Users/" + ID + " | DELETE, GET, HEAD, OPTIONS, PATCH, PUT",
                "GET    | /scim/v2/Users/.search     | OPTIONS, POST",
                "GET    | /scim/v2/.search           | OPTIONS, POST",
                "GET    | /scim/v2/Bulk              | OPTIONS, POST",
                "TRACK  | /scim/v2/Users             | GET, HEAD, OPTIONS, POST"
            })
    void saysWhichMethodsAnEndpointKnows(String method, String path, String allow) {
        Answer answer = client.send(method, path, null);

        assertError(answer, 405, "");
        assertThat(answer.header("Allow")).isEqualTo(allow);
    }

    @Test
    void answersOptions() {
        Answer answer = client.send("OPTIONS", "/scim/v2/Users", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Allow").split(",")).contains("GET", "POST");
    }

    @Test
    void answersHeadWithoutABody() {
        Answer answer = client.send("HEAD", "/scim/v2/nothing", null);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.http().body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /scim/v2/Me",
        "POST, /scim/v2/Me",
        "DELETE, /scim/v2/Me",
        "GET, /scim/v2//Me/"
    })
    void saysWhatItDoesNotSupport(String method, String path) {
        assertError(client.send(method, path, method.equals("POST") ? "{}" : null), 501, "");
    }

    // --- Bodies

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "",
                "{\"userName\":\"a\",\"userName\":\"b\"}",
                "nonsense",
                "null"
            })
    void refusesABodyThatIsNoObject(String body) {
        assertError(client.post("/scim/v2/Users", body), 400, "invalidSyntax");
        assertError(client.post("/scim/v2/Users/.search", body), 400, "invalidSyntax");
        assertError(
                client.send("PATCH", "/scim/v2/Users/" + ID, body, "Content-Type", SCIM_JSON),
                400,
                "invalidSyntax");
    }

    @Test
    void refusesABodyThatIsNestedTooDeep() {
        assertError(
                client.post("/scim/v2/Users", "{\"a\":" + "[".repeat(50_000)),
                400,
                "invalidSyntax");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/json;charset=utf-16"})
    void refusesABodyOfAnotherType(String type) {
        assertError(client.send("POST", "/scim/v2/Users", "{}", "Content-Type", type), 415, "");
    }

    @Test
    void refusesAUserWithoutAUserName() {
        Answer answer =
                client.post(
                        "/scim/v2/Users",
                        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"]}");

        assertError(answer, 400, "invalidValue");
        assertThat(answer.text("/detail")).contains("userName");
    }

    @Test
    void refusesABodyOverTheLimit() {
        assertError(
                client.post("/scim/v2/Users", "{\"a\":\"" + "x".repeat(1_100_000) + "\"}"),
                413,
                "");
    }

    @Test
    void refusesABodyOverTheLimitThatDoesNotTellItsSize() {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        String answer =
                client.raw(
                        "POST /scim/v2/Users HTTP/1.1\r\n"
                                + AUTHORIZED
                                + "Content-Type: application/scim+json\r\n"
                                + "Connection: close\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n"
                                + chunk.repeat(20)
                                + "0\r\n\r\n");

        assertRawError(answer, 413);
    }

    // --- Queries

    @ParameterizedTest
    @CsvSource({
        "?filter=userName%20zz%20%22a%22, invalidFilter",
        "?filter=(, invalidFilter",
        "?count=ten, invalidValue",
        "?startIndex=1.5, invalidValue",
        "?attributes=userName&excludedAttributes=emails, invalidValue",
        "?filter=%FF, invalidValue"
    })
    void refusesAQueryThatCannotBeAnswered(String query, String scimType) {
        assertError(client.get("/scim/v2/Users" + query), 400, scimType);
    }

    // --- Passing trouble: 429, which Okta tries again

    @Test
    void asksToTryAgainWhenTheStoreIsAway() {
        Answer answer = client.get("/scim/v2/Users/" + ID);

        assertError(answer, 429, "");
        assertThat(answer.header("Retry-After")).isEqualTo("10");
    }

    @Test
    void saysThatNothingWasRecordedWhenTheBrokerIsAway() {
        Answer answer =
                client.post(
                        "/scim/v2/Users",
                        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],"
                                + "\"userName\":\"jane@example.com\"}");

        assertError(answer, 429, "");
        assertThat(answer.header("Retry-After")).isEqualTo("10");
        assertThat(answer.text("/detail"))
                .contains("was not recorded")
                .contains(answer.header("X-Request-Id"));
    }

    // --- What the container refuses before any of our code sees it

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /scim/v2/Us\\ers HTTP/1.1\r\n",
                "GET /scim/v2/Users/%zz HTTP/1.1\r\n",
                "GET /scim/v2/Users/%2e%2e%2fx HTTP/1.1\r\n",
                "GET /scim/v2/../../etc/passwd HTTP/1.1\r\n",
                "GET /scim/v2/Users/\u0001 HTTP/1.1\r\n",
                "GET /scim/v2/Users? filter=x HTTP/1.1\r\n",
                "G<T /scim/v2/Users HTTP/1.1\r\n",
                "GET /scim/v2/Users HTTP/9.9\r\n",
                "nonsense\r\n"
            })
    void answersMalformedRequestsInJson(String requestLine) {
        String answer = client.raw(requestLine + AUTHORIZED + "Connection: close\r\n\r\n");

        int status = Integer.parseInt(answer.substring(9, 12));
        assertThat(status).isBetween(400, 505);
        assertRawError(answer, status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -1\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Transfer-Encoding: nonsense\r\n",
                "Bad Header: x\r\n"
            })
    void answersMalformedHeadersInJson(String headers) {
        String answer =
                client.raw(
                        "POST /scim/v2/Users HTTP/1.1\r\n"
                                + AUTHORIZED
                                + "Connection: close\r\n"
                                + headers
                                + "\r\n");

        int status = Integer.parseInt(answer.substring(9, 12));
        assertThat(status).isIn(400, 415, 501);
        assertRawError(answer, status);
    }

    @Test
    void answersAMissingHostInJson() {
        assertRawError(client.raw("GET /scim/v2/Users HTTP/1.1\r\nConnection: close\r\n\r\n"), 400);
    }

    @Test
    void answersAnEndlessUrlInJson() {
        String answer =
                client.raw(
                        "GET /scim/v2/Users?filter="
                                + "x".repeat(40_000)
                                + " HTTP/1.1\r\n"
                                + AUTHORIZED
                                + "Connection: close\r\n\r\n");

        assertRawError(answer, Integer.parseInt(answer.substring(9, 12)));
    }

    @Test
    void readsFiltersWithRawBracketsAndQuotes() {
        String answer =
                client.raw(
                        "GET /scim/v2/Users?filter=emails[type+zz+\"work\"] HTTP/1.1\r\n"
                                + AUTHORIZED
                                + "Connection: close\r\n\r\n");

        assertThat(answer).contains("invalidFilter");
    }

    // --- What a proxy adds, or a client that says it is one

    @Test
    void believesAProxyThatSaysTheClientUsesTls() {
        String answer = client.raw(forwarded("203.0.113.9") + "X-Forwarded-Proto: https\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("Strict-Transport-Security");
    }

    /** A name server that takes its time would hold every request of whoever writes such names. */
    @Test
    void looksUpNoNameThatAClientGivesAsAddress() {
        String answer = client.raw(forwarded("a-name.invalid, 10.0.0.1") + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(LookedUpNames.contain("localhost")).as("names are seen").isTrue();
        assertThat(LookedUpNames.contain("a-name.invalid")).isFalse();
    }

    private static String forwarded(String addresses) {
        return "GET /scim/v2/ServiceProviderConfig HTTP/1.1\r\n"
                + AUTHORIZED
                + "Connection: close\r\nX-Forwarded-For: "
                + addresses
                + "\r\n";
    }

    // --- Discovery, which needs neither broker nor store (RFC 7644, section 4)

    @Test
    void tellsAnybodyHowToAuthenticate() {
        Answer answer = client.sendAnonymously("GET", "/scim/v2/ServiceProviderConfig", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/authenticationSchemes/0/type")).isEqualTo("oauthbearertoken");
        assertThat(answer.json().at("/filter/maxResults").isInt()).isTrue();
        assertThat(answer.text("/meta/location"))
                .isEqualTo(client.baseUrl() + "/scim/v2/ServiceProviderConfig");
    }

    @Test
    void listsResourceTypesAndSchemas() {
        Answer types = client.get("/scim/v2/ResourceTypes");
        Answer schemas = client.get("/scim/v2/Schemas?startIndex=7");

        assertThat(types.text("/totalResults")).isEqualTo("2");
        assertThat(types.text("/Resources/0/endpoint")).isEqualTo("/Users");
        assertThat(schemas.json().path("Resources").size())
                .isEqualTo(schemas.json().path("totalResults").asInt())
                .isGreaterThanOrEqualTo(4);
        for (var document : schemas.json().path("Resources").values()) {
            String location = document.at("/meta/location").asString();
            Answer one = client.get(location.substring(location.indexOf("/scim/")));
            assertThat(one.json()).isEqualTo(document);
        }
        assertThat(client.get("/scim/v2/ResourceTypes/Group").text("/id")).isEqualTo("Group");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ServiceProviderConfig",
                "/ResourceTypes",
                "/Schemas",
                "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
            })
    void doesNotFilterDiscovery(String path) {
        assertError(client.get("/scim/v2" + path + "?filter=id%20pr"), 403, "");
    }

    @Test
    void knowsNoOtherSchema() {
        assertError(client.get("/scim/v2/Schemas/urn:none"), 404, "");
        assertError(client.get("/scim/v2/ResourceTypes/None"), 404, "");
    }

    // --- Media types of answers and ids

    @Test
    void answersInPlainJsonWhereOnlyThatIsAccepted() {
        Answer answer = client.send("GET", "/scim/v2/nothing", null, "Accept", "application/json");

        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.text("/status")).isEqualTo("404");
    }

    @Test
    void keepsTheRequestIdOfAProxy() {
        Answer answer =
                client.send("GET", "/scim/v2/nothing", null, "X-Request-Id", "proxy-request-1");

        assertThat(answer.header("X-Request-Id")).isEqualTo("proxy-request-1");
    }

    private static void assertError(Answer answer, int status, String scimType) {
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type"))
                .isEqualToIgnoringCase("application/scim+json;charset=utf-8");
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
        assertThat(answer.text("/schemas/0"))
                .isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
        assertThat(answer.json().get("status").isString()).isTrue();
        assertThat(answer.text("/status")).isEqualTo(String.valueOf(status));
        assertThat(answer.json().path("scimType").asString("")).isEqualTo(scimType);
        assertThat(answer.text("/detail")).isNotBlank().doesNotContain("Exception");
    }

    private static void assertRawError(String answer, int status) {
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(answer)
                .contains("urn:ietf:params:scim:api:messages:2.0:Error")
                .contains("\"status\":\"" + status + "\"")
                .contains("X-Request-Id: ")
                .containsIgnoringCase("Content-Type: application/scim+json")
                .doesNotContainIgnoringCase("<html")
                .doesNotContain("Tomcat")
                .doesNotContain("Exception");
    }
}

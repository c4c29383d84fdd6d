package dev.switchboard.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

final class OktaClientTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String USER =
            """
            {"id":"7","userName":"ada@example.com","active":true,
             "name":{"givenName":"Ada","familyName":"Example"},"meta":{"version":"W/\\"1\\""},
             "phoneNumbers":[{"value":"tel:+1-555-555-0199"},
                             {"value":"tel:+1-212-555-0123","primary":true}]}
            """;

    private final List<Request> requests = new ArrayList<>();
    private final HttpServer server = start();

    private record Request(String line, Headers headers, String body) {}

    @BeforeEach
    void answer() {
        server.createContext(
                "/",
                exchange -> {
                    requests.add(
                            new Request(
                                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                                    exchange.getRequestHeaders(),
                                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
                    byte[] answer = gzipped(USER);
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void looksUpWithOktasHeadersAndEncoding() {
        try (OktaClient okta = client(Dialect.PUT)) {
            okta.lookUp("test.user+x@okta.local");
        }

        assertThat(requests.getFirst().line())
                .isEqualTo(
                        "GET /scim/v2/Users?filter=userName%20eq%20%22test.user%2Bx%40okta.local%22"
                                + "&startIndex=1&count=100");
        Headers headers = requests.getFirst().headers();
        assertThat(headers.getFirst("Accept")).isEqualTo("application/scim+json");
        assertThat(headers.getFirst("Accept-Charset")).isEqualTo("utf-8");
        assertThat(headers.getFirst("Accept-Encoding")).isEqualTo("gzip,deflate");
        assertThat(headers.getFirst("User-Agent")).isEqualTo("Okta SCIM Client 1.0.0");
        assertThat(headers.getFirst("Authorization")).isEqualTo("Bearer secret");
        assertThat(headers).doesNotContainKey("Content-type");
    }

    @Test
    void putsTheServersOwnAnswerBackWithTheChangesLaidOverIt() {
        try (OktaClient okta = client(Dialect.PUT)) {
            okta.update("7", changes());
        }

        assertThat(requests)
                .extracting(Request::line)
                .containsExactly("GET /scim/v2/Users/7", "PUT /scim/v2/Users/7");
        ObjectNode expected = (ObjectNode) JSON.readTree(USER);
        expected.put("title", "Countess");
        expected.withObjectProperty("name").put("familyName", "Lovelace");
        assertThat(JSON.readTree(requests.getLast().body())).isEqualTo(expected);
        assertThat(requests.getLast().headers().getFirst("Content-Type"))
                .isEqualTo("application/scim+json; charset=utf-8");
    }

    @Test
    void patchesWithoutAPath() {
        try (OktaClient okta = client(Dialect.PATCH)) {
            okta.deactivate("7");
        }

        assertThat(requests).extracting(Request::line).containsExactly("PATCH /scim/v2/Users/7");
        assertThat(requests.getFirst().body())
                .isEqualTo(
                        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],"
                                + "\"Operations\":[{\"op\":\"replace\",\"value\":{\"active\":false}}]}");
    }

    @Test
    void readsThePrimaryNumberAsOktaDoes() {
        List<Exchange> heard = new ArrayList<>();
        try (OktaClient okta = new OktaClient(endpoint(), Dialect.PUT, heard::add)) {
            Exchange answer = okta.get("7");

            assertThat(answer.number()).hasValue("+12125550123");
            assertThat(heard).containsExactly(answer);
        }
    }

    @Test
    void createsWithOktasBody() {
        try (OktaClient okta = client(Dialect.PUT)) {
            okta.create(new ExampleUser("test.user@okta.local", "Test", "User", null).toBody());
        }

        ObjectNode sent = (ObjectNode) JSON.readTree(requests.getFirst().body());
        assertThat(sent.propertyNames())
                .containsExactly(
                        "schemas",
                        "userName",
                        "name",
                        "emails",
                        "displayName",
                        "locale",
                        "externalId",
                        "groups",
                        "password",
                        "active");
        assertThat(sent.path("externalId").asString()).startsWith("00u").hasSize(20);
    }

    @Test
    void saysWhichRequestGotNoAnswer() {
        stop();
        try (OktaClient okta = client(Dialect.PUT)) {
            assertThatThrownBy(okta::testCredentials)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("/Users?startIndex=1&count=2 got no answer");
        }
    }

    private static ObjectNode changes() {
        ObjectNode changes = JSON.createObjectNode().put("title", "Countess");
        changes.putObject("name").put("familyName", "Lovelace");
        return changes;
    }

    private OktaClient client(Dialect dialect) {
        return new OktaClient(endpoint(), dialect);
    }

    private ScimEndpoint endpoint() {
        int port = server.getAddress().getPort();
        return new ScimEndpoint(URI.create("http://127.0.0.1:" + port + "/scim/v2/"), "secret");
    }

    private static HttpServer start() {
        try {
            var started =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gzipped(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}

package dev.switchboard.localstack.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * Sends what Okta sends, header for header (all but {@code Connection: Keep-Alive}, which HTTP/1.1
 * implies), and waits as long as Okta waits. Safe for use by many threads, each of which gets a
 * connection.
 *
 * <p>Sources: Okta's SCIM 2.0 reference and recorded traffic of real Okta apps.
 */
public final class OktaClient implements AutoCloseable {

    private static final Duration SOCKET_TIMEOUT = Duration.ofMinutes(1);
    private static final String PATCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
    private final ScimEndpoint endpoint;
    private final Dialect dialect;
    private final Consumer<Exchange> listener;

    /**
     * @param listener is told each exchange when its answer is complete, on the thread that asked
     */
    public OktaClient(ScimEndpoint endpoint, Dialect dialect, Consumer<Exchange> listener) {
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.listener = listener;
    }

    public OktaClient(ScimEndpoint endpoint, Dialect dialect) {
        this(endpoint, dialect, exchange -> {});
    }

    /** What "Test API Credentials" sends, and each saving of the app's settings. */
    public Exchange testCredentials() {
        return send("GET", "/Users?startIndex=1&count=2", null);
    }

    /** What Okta asks before it creates a user, and again on every new attempt. */
    public Exchange lookUp(String userName) {
        String filter = "userName eq \"" + userName.replace("\"", "\\\"") + "\"";
        return send("GET", "/Users?filter=" + encoded(filter) + "&startIndex=1&count=100", null);
    }

    /** One page of an import: a hundred users from {@code startIndex}, which counts from 1. */
    public Exchange importPage(int startIndex) {
        return send("GET", "/Users?startIndex=" + startIndex + "&count=100", null);
    }

    public Exchange create(ObjectNode user) {
        return send("POST", "/Users", user);
    }

    public Exchange get(String id) {
        return send("GET", "/Users/" + id, null);
    }

    /**
     * Changes a user's attributes in this client's dialect.
     *
     * @param changes the attributes' new values; objects (a name, an extension) may hold just the
     *     sub-attributes that change
     * @return the PUT's or PATCH's exchange, or the GET's before it where that was not answered 200
     */
    public Exchange update(String id, ObjectNode changes) {
        return switch (dialect) {
            case PUT -> {
                Exchange current = get(id);
                if (current.status() != 200) {
                    yield current;
                }
                var merged = (ObjectNode) current.json();
                layOver(merged, changes);
                yield send("PUT", "/Users/" + id, merged);
            }
            case PATCH -> send("PATCH", "/Users/" + id, replacing(changes));
        };
    }

    /** What Okta sends when the app is taken from a user. */
    public Exchange deactivate(String id) {
        return update(id, JSON.createObjectNode().put("active", false));
    }

    /** What Okta sends when a user that it knows gets the app again. */
    public Exchange reactivate(String id) {
        return update(id, JSON.createObjectNode().put("active", true));
    }

    /** Okta never deletes users; other identity providers do. */
    public Exchange delete(String id) {
        return send("DELETE", "/Users/" + id, null);
    }

    @Override
    public void close() {
        http.close();
    }

    private static ObjectNode replacing(ObjectNode changes) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("schemas").add(PATCH_SCHEMA);
        ObjectNode operation = body.putArray("Operations").addObject();
        operation.put("op", "replace").set("value", changes);
        return body;
    }

    private static void layOver(ObjectNode target, ObjectNode changes) {
        changes.forEachEntry(
                (name, change) -> {
                    JsonNode present = target.get(name);
                    if (change instanceof ObjectNode inner && present instanceof ObjectNode outer) {
                        layOver(outer, inner);
                    } else {
                        target.set(name, change);
                    }
                });
    }

    private Exchange send(String method, String target, @Nullable ObjectNode body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(endpoint.baseUrl() + target))
                        .timeout(SOCKET_TIMEOUT)
                        .header("Accept", "application/scim+json")
                        .header("Accept-Charset", "utf-8")
                        .header("User-Agent", "Okta SCIM Client 1.0.0")
                        .header("Authorization", "Bearer " + endpoint.token())
                        .header("Accept-Encoding", "gzip,deflate");
        if (!method.equals("GET")) {
            request.header("Content-Type", "application/scim+json; charset=utf-8");
        }
        request.method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        long start = System.nanoTime();
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            var exchange =
                    new Exchange(
                            method,
                            target,
                            body,
                            answer.statusCode(),
                            answer.headers().firstValue("Retry-After").orElse(null),
                            text(answer),
                            Duration.ofNanos(System.nanoTime() - start));
            listener.accept(exchange);
            return exchange;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s %s%s got no answer: %s".formatted(method, endpoint.baseUrl(), target, e),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + target, e);
        }
    }

    private static String text(HttpResponse<byte[]> answer) throws IOException {
        var raw = new ByteArrayInputStream(answer.body());
        String encoding = answer.headers().firstValue("Content-Encoding").orElse("identity");
        try (InputStream decoded =
                switch (encoding) {
                    case "gzip" -> new GZIPInputStream(raw);
                    case "deflate" -> new InflaterInputStream(raw);
                    default -> raw;
                }) {
            return new String(decoded.readAllBytes(), UTF_8);
        }
    }

    /** Okta writes a space in a filter as {@code %20}. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}

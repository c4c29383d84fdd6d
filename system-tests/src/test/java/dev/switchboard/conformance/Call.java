package dev.switchboard.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One request, built step by step; by default with the token, and typed SCIM if it has a body. */
final class Call {

    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
    private static final int MOST_RETRIES = 5;
    private static final int LONGEST_PAUSE_SECONDS = 10;

    private final String method;
    private final String path;
    private final HttpRequest.Builder request;
    private @Nullable String authorization;
    private @Nullable String contentType = "application/scim+json";
    private @Nullable String accept = "application/scim+json";
    private BodyPublisher body = BodyPublishers.noBody();
    private boolean hasBody;

    Call(ScimServer server, String method, String path) {
        this.method = method;
        this.path = path;
        this.request =
                HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
                        .timeout(Duration.ofSeconds(60));
        this.authorization = "Bearer " + server.token();
    }

    /** Percent-encodes a query value, blanks as %20. */
    static String encode(String value) {
        return URLEncoder.encode(value, UTF_8).replace("+", "%20");
    }

    /** The path with these names and values, alternating, as its query. */
    static String query(String path, Object... parameters) {
        StringBuilder query = new StringBuilder(path);
        for (int i = 0; i < parameters.length; i += 2) {
            query.append(i == 0 ? '?' : '&')
                    .append(parameters[i])
                    .append('=')
                    .append(encode(String.valueOf(parameters[i + 1])));
        }
        return query.toString();
    }

    Call header(String name, String value) {
        request.header(name, value);
        return this;
    }

    Call authorization(@Nullable String value) {
        this.authorization = value;
        return this;
    }

    Call accept(@Nullable String type) {
        this.accept = type;
        return this;
    }

    Call contentType(@Nullable String type) {
        this.contentType = type;
        return this;
    }

    Call body(JsonNode json) {
        return body(json.toString());
    }

    Call body(String text) {
        return body(text.getBytes(UTF_8));
    }

    Call body(byte[] bytes) {
        this.body = BodyPublishers.ofByteArray(bytes);
        this.hasBody = true;
        return this;
    }

    /** Sends it; waits and repeats, as Okta does, when told to by 429 and Retry-After. */
    ScimAnswer send() {
        if (authorization != null) {
            request.setHeader("Authorization", authorization);
        }
        if (accept != null) {
            request.setHeader("Accept", accept);
        }
        if (contentType != null && hasBody) {
            request.setHeader("Content-Type", contentType);
        }
        HttpRequest built = request.method(method, body).build();
        ScimAnswer answer = exchange(built);
        for (int i = 0; i < MOST_RETRIES && answer.status() == 429; i++) {
            String after = answer.header("Retry-After");
            int seconds = after.matches("\\d{1,4}") ? Integer.parseInt(after) : 1;
            LockSupport.parkNanos(
                    TimeUnit.SECONDS.toNanos(Math.min(seconds, LONGEST_PAUSE_SECONDS)));
            answer = exchange(built);
        }
        return answer;
    }

    private ScimAnswer exchange(HttpRequest built) {
        try {
            HttpResponse<String> response = HTTP.send(built, BodyHandlers.ofString(UTF_8));
            return new ScimAnswer(
                    method + " " + path,
                    response.statusCode(),
                    response.headers(),
                    response.body());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(method + " " + path + " was interrupted", e);
        }
    }
}

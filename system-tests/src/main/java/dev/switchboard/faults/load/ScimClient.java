package dev.switchboard.faults.load;

import dev.switchboard.faults.history.Attempt;
import dev.switchboard.faults.history.Attempt.Answer;
import dev.switchboard.faults.history.Attributes;
import dev.switchboard.faults.history.History;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Sends requests as one company and writes down each with its end. Sends nothing twice by itself.
 */
public final class ScimClient {

    /** Well above the five seconds in which a gateway answers, far below Okta's sixty. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final int AT_ONE_GATEWAY = 10;

    private final List<URI> gateways;
    private final Tenant tenant;
    private final String name;
    private final History history;
    private final HttpClient http;
    private int number;
    private int gateway;
    private int sentThere;

    /**
     * @param gateways one is asked for some requests, then the next; after a connection that
     *     failed, another one at once
     * @param name of the client, unique in a run; the beginning of its requests' ids
     */
    public ScimClient(
            List<URI> gateways, Tenant tenant, String name, History history, HttpClient http) {
        this.gateways = gateways;
        this.tenant = tenant;
        this.name = name;
        this.history = history;
        this.http = http;
    }

    /** A client for many {@link ScimClient}s. */
    public static HttpClient newHttp() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** The id of the request that is sent next. */
    public String nextId() {
        return "%s-%06d".formatted(name, number + 1);
    }

    /**
     * Sends a request.
     *
     * @param path below the base URL
     */
    Answer send(Request request, String method, String path) {
        String requestId = nextId();
        number++;
        if (sentThere == AT_ONE_GATEWAY) {
            turnToTheNext();
        }
        sentThere++;
        Answer answer = answer(requestId, method, path, request);
        history.add(
                new Attempt(
                        requestId,
                        number,
                        name,
                        tenant.id(),
                        gateway,
                        request.action(),
                        request.resourceId(),
                        request.sets(),
                        request.adds(),
                        request.removes(),
                        request.must(),
                        answer));
        if (answer.status() == 0) {
            turnToTheNext();
        }
        return answer;
    }

    private void turnToTheNext() {
        gateway = (gateway + 1) % gateways.size();
        sentThere = 0;
    }

    private Answer answer(String requestId, String method, String path, Request request) {
        JsonNode body = request.body();
        HttpRequest http =
                HttpRequest.newBuilder(URI.create(gateways.get(gateway) + path))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + tenant.token())
                        .header("Content-Type", "application/scim+json")
                        .header("X-Request-Id", requestId)
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body.toString()))
                        .build();
        long begin = System.nanoTime();
        try {
            HttpResponse<String> response = this.http.send(http, BodyHandlers.ofString());
            return read(response, request.resourceId(), since(begin));
        } catch (IOException e) {
            return failed(0, null, e.toString(), 0, since(begin));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(0, null, "interrupted", 0, since(begin));
        }
    }

    /** A look-up that finds nothing counts as 404. */
    private static Answer read(HttpResponse<String> response, @Nullable String asked, long millis) {
        int status = response.statusCode();
        String body = response.body();
        int retryAfter = retryAfter(response);
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(body.isEmpty() ? "{}" : body);
        } catch (JacksonException e) {
            return failed(status, null, "not JSON: " + body, retryAfter, millis);
        }
        if (status / 100 != 2) {
            String detail = json.path("detail").asString(body);
            return failed(status, asked, detail, retryAfter, millis);
        }
        if (json.has("Resources") || json.has("totalResults")) {
            json = json.at("/Resources/0");
            if (json.isMissingNode()) {
                return failed(404, asked, "no result", 0, millis);
            }
        }
        return new Answer(
                status,
                json.has("id") ? json.path("id").asString() : asked,
                Attributes.versionOf(json),
                json.has("userName") ? Attributes.of(json) : Map.of(),
                "",
                retryAfter,
                millis);
    }

    private static Answer failed(
            int status, @Nullable String asked, String detail, int retryAfter, long millis) {
        return new Answer(status, asked, 0, Map.of(), detail, retryAfter, millis);
    }

    /** Whole seconds only: Okta reads nothing else. */
    private static int retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("[1-9][0-9]{0,8}"))
                .map(Integer::valueOf)
                .orElse(0);
    }

    private static long since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}

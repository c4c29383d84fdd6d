package dev.switchboard.systemtests.stack;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The services' admin APIs; any answer but 2xx fails the test. */
final class AdminApi {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String token;

    AdminApi(String token) {
        this.token = token;
    }

    JsonNode put(URI uri, JsonNode body) {
        return send("PUT", uri, "application/json", body.toString());
    }

    JsonNode post(URI uri, JsonNode body) {
        return send("POST", uri, "application/json", body.toString());
    }

    JsonNode postCsv(URI uri, String csv) {
        return send("POST", uri, "text/csv", csv);
    }

    /** False where it is answered that things stand in the way (404, 409). */
    boolean isDone(String method, URI uri, JsonNode body) {
        HttpResponse<String> answer = exchange(method, uri, "application/json", body.toString());
        if (answer.statusCode() == 404 || answer.statusCode() == 409) {
            return false;
        }
        checked(method, uri, answer);
        return true;
    }

    private JsonNode send(String method, URI uri, String mediaType, String body) {
        HttpResponse<String> answer = exchange(method, uri, mediaType, body);
        checked(method, uri, answer);
        return JsonMapper.shared().readTree(answer.body().isEmpty() ? "{}" : answer.body());
    }

    private static void checked(String method, URI uri, HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    "%s %s was answered %d: %s"
                            .formatted(method, uri, answer.statusCode(), answer.body()));
        }
    }

    private HttpResponse<String> exchange(String method, URI uri, String mediaType, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", mediaType)
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + uri + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package dev.switchboard.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Speaks to one gateway, as a client from outside does. */
final class ScimClient {

    static final String TOKEN = "sbt_test-token-with-enough-characters";

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    ScimClient(int port) {
        this.port = port;
    }

    /**
     * An answer.
     *
     * @param json the body, or JSON's null where there is none
     */
    record Answer(HttpResponse<String> http, JsonNode json) {

        int status() {
            return http.statusCode();
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        String text(String pointer) {
            return json.at(pointer).asString();
        }
    }

    int port() {
        return port;
    }

    String baseUrl() {
        return "http://localhost:" + port;
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, String body) {
        return send("POST", path, body, "Content-Type", "application/scim+json; charset=utf-8");
    }

    /** Sends with the valid token; headers are pairs of names and values. */
    Answer send(String method, String path, @Nullable String body, String... headers) {
        return exchange(method, path, body, "Authorization", "Bearer " + TOKEN, headers);
    }

    /** Sends without any token. */
    Answer sendAnonymously(String method, String path, @Nullable String body, String... headers) {
        return exchange(method, path, body, "Accept-Charset", "utf-8", headers);
    }

    private Answer exchange(
            String method,
            String path,
            @Nullable String body,
            String firstName,
            String firstValue,
            String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(baseUrl() + path))
                        .timeout(Duration.ofSeconds(30))
                        .header(firstName, firstValue)
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            String text = response.body();
            return new Answer(response, JSON.readTree(text.isEmpty() ? "null" : text));
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends bytes as they are and reads until the gateway closes the connection. */
    String raw(String request) {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The raw request was not answered", e);
        }
    }
}

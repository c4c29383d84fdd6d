package dev.switchboard.localstack.deadletters;

import dev.switchboard.localstack.StackException;

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

/**
 * The admin APIs that look after dead letters: each of its own topics.
 *
 * @param urls without {@code /admin}; the provisioner's and the number service's
 * @param token their bearer token
 */
public record AdminApis(List<URI> urls, String token) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** An answer; 404 where the letter is another service's. */
    record Answer(int status, JsonNode body) {}

    /**
     * The letters that are open at one of them.
     *
     * @throws StackException where it does not say, e.g. since nobody there knows the path
     */
    JsonNode list(URI url, int limit) {
        String path = "?limit=" + limit;
        Answer answer = ask(url, "GET", path);
        if (answer.status() != 200) {
            throw new StackException(
                    "%s was answered %d: is %s the admin API of provisioner or number service?"
                            .formatted(uri(url, path), answer.status(), url));
        }
        return answer.body();
    }

    /** Asks one of them about a letter. */
    Answer ask(URI url, String method, String path) {
        URI uri = uri(url, path);
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", "Bearer " + token)
                        .method(method, BodyPublishers.noBody())
                        .build();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200 && answer.statusCode() != 404) {
                throw new StackException(
                        "%s was answered %d: %s"
                                .formatted(uri, answer.statusCode(), answer.body()));
            }
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new StackException("The admin API cannot be asked: " + uri + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted", e);
        }
    }

    private static URI uri(URI url, String path) {
        return URI.create(url + "/admin/v1/dead-letters" + path);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return urls.toString();
    }
}

package dev.switchboard.localstack.admin;

import dev.switchboard.localstack.StackException;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;

/** Requests to an admin API; its errors become sentences for whoever sits at the terminal. */
final class AdminClient {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Duration ANSWER = Duration.ofSeconds(60);
    // A million lines take a minute or more on a small machine.
    private static final Duration IMPORT = Duration.ofMinutes(30);

    private final AdminAddress address;

    AdminClient(AdminAddress address) {
        this.address = address;
    }

    JsonNode get(String path) {
        return send("GET", path, null);
    }

    JsonNode put(String path, ObjectNode body) {
        return send("PUT", path, body);
    }

    JsonNode post(String path, ObjectNode body) {
        return send("POST", path, body);
    }

    JsonNode delete(String path) {
        return send("DELETE", path, null);
    }

    /**
     * Streams a file.
     *
     * @param progress is told now and then how many per cent have been sent
     */
    JsonNode postCsv(String path, Path file, IntConsumer progress) {
        if (!Files.isReadable(file)) {
            throw new StackException("'" + file + "' cannot be read: is there such a file?");
        }
        return send(
                request(path)
                        .timeout(IMPORT)
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofInputStream(() -> open(file, progress))));
    }

    private static InputStream open(Path file, IntConsumer progress) {
        try {
            return new WatchedFile(file, progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The path of a company.
     *
     * @param idOrName its id, or its name
     * @throws StackException where no company, or more than one, has the name
     */
    String company(String idOrName) {
        return "/companies/" + companyId(idOrName);
    }

    private UUID companyId(String idOrName) {
        UUID id = id(idOrName);
        if (id != null) {
            return id;
        }
        JsonNode all = get("/companies");
        List<JsonNode> named =
                all.valueStream()
                        .filter(c -> c.path("name").asString().equalsIgnoreCase(idOrName))
                        .toList();
        if (named.size() == 1) {
            return UUID.fromString(named.getFirst().path("id").asString());
        }
        throw new StackException(
                named.isEmpty()
                        ? "There is no company '%s'; there are %s."
                                .formatted(
                                        idOrName,
                                        all.valueStream()
                                                .limit(20)
                                                .map(c -> c.path("name").asString())
                                                .toList())
                        : "%d companies are called '%s': give the id."
                                .formatted(named.size(), idOrName));
    }

    /** The text as an id, or null where it is none. */
    static @Nullable UUID id(String text) {
        try {
            return text.length() == 36 ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException notAnId) {
            return null;
        }
    }

    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonNode send(String method, String path, @Nullable ObjectNode body) {
        HttpRequest.Builder request =
                request(path)
                        .timeout(ANSWER)
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return send(request);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address.url() + "/admin/v1" + path))
                .header("Authorization", "Bearer " + address.token());
    }

    private JsonNode send(HttpRequest.Builder request) {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new StackException(problem(answer));
            }
            return answer.body().isEmpty()
                    ? JsonNodeFactory.instance.missingNode()
                    : JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new StackException(
                    "The admin API cannot be reached at %s: %s".formatted(address, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted", e);
        }
    }

    private static String problem(HttpResponse<String> answer) {
        try {
            String detail = JSON.readTree(answer.body()).path("detail").asString("");
            return detail.isEmpty() ? "The admin API answered " + answer.statusCode() : detail;
        } catch (JacksonException notJson) {
            return "The admin API answered " + answer.statusCode();
        }
    }
}

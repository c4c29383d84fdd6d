package dev.switchboard.localstack.demo;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.Optional;

/**
 * One request and its answer.
 *
 * @param method HTTP method
 * @param target what follows the SCIM base URL, e.g. {@code /Users?startIndex=1&count=2}
 * @param sent the request's body, null where it had none
 * @param status HTTP status of the answer
 * @param retryAfter the answer's {@code Retry-After} header as it came, null where there was none
 * @param body the answer's body, empty where there was none
 * @param took from the first byte sent to the last byte received
 */
public record Exchange(
        String method,
        String target,
        @Nullable ObjectNode sent,
        int status,
        @Nullable String retryAfter,
        String body,
        Duration took) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public Exchange {
        requireNonNull(method, "method");
        requireNonNull(target, "target");
        requireNonNull(body, "body");
        requireNonNull(took, "took");
    }

    /**
     * The answer's body as JSON; a missing node where it is empty.
     *
     * @throws IllegalStateException where it is something else, which Okta would show to its admin
     *     as "Invalid JSON"
     */
    public JsonNode json() {
        if (body.isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    "%s %s was answered %d with a body that is not JSON: %s"
                            .formatted(method, target, status, body),
                    e);
        }
    }

    /** The resource's id, where the answer is a resource. */
    public String id() {
        return json().path("id").asString("");
    }

    /**
     * The user's primary telephone number in E.164 form, which is how Okta finds it: {@code
     * phoneNumbers[primary eq true].value}.
     */
    public Optional<String> number() {
        return numberOf(json());
    }

    /** The primary telephone number of a user resource in E.164 form. */
    public static Optional<String> numberOf(JsonNode user) {
        return user.path("phoneNumbers")
                .valueStream()
                .filter(phone -> phone.path("primary").booleanValue(false))
                .map(phone -> "+" + phone.path("value").asString("").replaceAll("[^0-9]", ""))
                .findFirst();
    }
}

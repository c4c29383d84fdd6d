package dev.switchboard.conformance;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The requests of okta.json and entra.json beside this class, each with its source there. */
final class OktaRequests {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNode OKTA = read("okta.json");
    private static final JsonNode ENTRA = read("entra.json").path("requests");

    private OktaRequests() {}

    static JsonNode okta(String name) {
        return named(OKTA, name);
    }

    /** The body of that request of Okta's, its own to change. */
    static ObjectNode oktaBody(String name) {
        return (ObjectNode) okta(name).path("body").deepCopy();
    }

    /** The body of that request of Entra's, its own to change. */
    static ObjectNode entraBody(String name) {
        return (ObjectNode) named(ENTRA, name).path("body").deepCopy();
    }

    /** The same with one text for another wherever it stands. */
    static ObjectNode with(ObjectNode body, String text, String other) {
        return (ObjectNode) JSON.readTree(body.toString().replace(text, other));
    }

    /** A call as Okta sends it: its method and its headers. */
    static Call call(Scim scim, String method, String path) {
        return scim.call(method, path)
                .accept("application/scim+json")
                .contentType("application/scim+json; charset=utf-8")
                .header("Accept-Charset", "utf-8")
                .header("User-Agent", "Okta SCIM Client 1.0.0");
    }

    private static JsonNode named(JsonNode requests, String name) {
        return requests.valueStream()
                .filter(request -> request.path("name").asString("").equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no request named " + name));
    }

    private static JsonNode read(String file) {
        try (InputStream stream = OktaRequests.class.getResourceAsStream(file)) {
            return JSON.readTree(Objects.requireNonNull(stream, file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}

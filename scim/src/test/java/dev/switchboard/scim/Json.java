package dev.switchboard.scim;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** JSON for tests; single quotes stand for double ones. */
public final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    /** Any JSON. */
    public static JsonNode json(String text) {
        return MAPPER.readTree(text.replace('\'', '"'));
    }

    /** A JSON object. */
    public static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }

    /** A JSON array. */
    public static ArrayNode array(String text) {
        return (ArrayNode) json(text);
    }

    /** A test resource. */
    public static JsonNode resource(String path) {
        try (InputStream in = Objects.requireNonNull(Json.class.getResourceAsStream(path), path)) {
            return MAPPER.readTree(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.switchboard.gateway.http;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.MemberNames;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * One operation of a bulk request (RFC 7644, section 3.7).
 *
 * @param method POST, PUT, PATCH or DELETE
 * @param bulkId the client's name for it, by which others refer to what a POST creates
 * @param version what {@code If-Match} would be
 * @param type the type in the path
 * @param id the id in the path, perhaps {@code bulkId:…}, or null for a POST
 * @param data the body, or JSON's null for a DELETE
 */
record BulkOperation(
        String method,
        @Nullable String bulkId,
        @Nullable String version,
        ResourceType type,
        @Nullable String id,
        JsonNode data) {

    private static final List<String> METHODS = List.of("POST", "PUT", "PATCH", "DELETE");
    private static final List<String> NAMES =
            List.of("method", "bulkId", "version", "path", "data");

    /**
     * What a path names.
     *
     * @param id as in the path, or null for the endpoint itself
     */
    record Target(ResourceType type, @Nullable String id) {}

    /**
     * Reads what the client wrote.
     *
     * @param number its place in the request, from 1, for messages
     * @throws ScimException where it cannot be tried at all
     */
    static BulkOperation of(JsonNode sent, int number) {
        if (!sent.isObject()) {
            throw new ScimException(
                    ScimError.INVALID_SYNTAX, "Operation %d must be an object.".formatted(number));
        }
        ObjectNode json = MemberNames.canonical(sent, NAMES);
        String method = method(text(json, "method", number), number);
        String bulkId = text(json, "bulkId", number);
        if (method.equals("POST") && (bulkId == null || bulkId.isEmpty())) {
            throw new ScimException(
                    ScimError.INVALID_SYNTAX,
                    "Operation %d is a POST and must have a 'bulkId', a name unique in the request."
                            .formatted(number));
        }
        Target target = target(text(json, "path", number), number);
        checkEndpoint(method, target, number);
        JsonNode data = json.path("data");
        if (!method.equals("DELETE") && !data.isObject()) {
            throw new ScimException(
                    ScimError.INVALID_SYNTAX,
                    "Operation %d is a %s and must have 'data', an object."
                            .formatted(number, method));
        }
        return new BulkOperation(
                method,
                bulkId,
                text(json, "version", number),
                target.type(),
                target.id(),
                method.equals("DELETE") ? JsonNodeFactory.instance.nullNode() : data);
    }

    private static String method(@Nullable String sent, int number) {
        for (String method : METHODS) {
            if (method.equalsIgnoreCase(sent)) {
                return method;
            }
        }
        throw new ScimException(
                ScimError.METHOD_NOT_ALLOWED,
                "The 'method' of operation %d must be one of %s."
                        .formatted(number, String.join(", ", METHODS)));
    }

    /** Whether it creates something that others may refer to. */
    boolean creates() {
        return method.equals("POST");
    }

    /** The same with other data. */
    BulkOperation withData(JsonNode other) {
        return new BulkOperation(method, bulkId, version, type, id, other);
    }

    /** The beginning of its result, which repeats what the client sent. */
    static ObjectNode echo(JsonNode json) {
        ObjectNode echo = JsonNodeFactory.instance.objectNode();
        for (String name : List.of("method", "bulkId")) {
            JsonNode sent = MemberNames.find(json, name);
            if (sent.isString()) {
                echo.set(name, sent);
            }
        }
        return echo;
    }

    private static @Nullable String text(JsonNode json, String name, int number) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new ScimException(
                    ScimError.INVALID_SYNTAX,
                    "The '%s' of operation %d must be a string.".formatted(name, number));
        }
        return value.stringValue();
    }

    /** What an operation is about that may be wrong otherwise, or null where even that is. */
    static @Nullable Target target(JsonNode sent) {
        try {
            return target(MemberNames.find(sent, "path").asString(""), 0);
        } catch (ScimException e) {
            return null;
        }
    }

    private static Target target(@Nullable String path, int number) {
        String[] segments = path(path, number);
        ResourceType type = type(segments[0], number);
        return new Target(type, segments.length == 1 ? null : segments[1]);
    }

    /** One or two segments; the base path and a slash at either end may be there or not. */
    private static String[] path(@Nullable String path, int number) {
        String text = path == null ? "" : path.strip();
        String below = text.startsWith(ScimRequest.ROOT) ? text.substring(8) : text;
        String plain = below.startsWith("/") ? below.substring(1) : below;
        String[] segments = plain.split("/", -1);
        if (plain.isEmpty() || segments.length > 2) {
            throw unknownPath(number);
        }
        boolean slashAtTheEnd = segments.length == 2 && segments[1].isEmpty();
        return slashAtTheEnd ? new String[] {segments[0]} : segments;
    }

    private static ResourceType type(String segment, int number) {
        for (ResourceType type : ResourceType.values()) {
            if (type.endpoint().equals("/" + segment)) {
                return type;
            }
        }
        throw unknownPath(number);
    }

    private static void checkEndpoint(String method, Target target, int number) {
        boolean ofCollection = target.id() == null;
        if (ofCollection != method.equals("POST")) {
            throw new ScimException(
                    ScimError.METHOD_NOT_ALLOWED,
                    "Operation %d: POST goes to an endpoint such as '/Users', the other methods to a resource such as '/Users/<id>'."
                            .formatted(number));
        }
    }

    private static ScimException unknownPath(int number) {
        return new ScimException(
                ScimError.NOT_FOUND,
                "The 'path' of operation %d must be '/Users' or '/Groups', with '/<id>' unless it is a POST."
                        .formatted(number));
    }
}

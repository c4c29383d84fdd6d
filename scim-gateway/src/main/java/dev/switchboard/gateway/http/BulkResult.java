package dev.switchboard.gateway.http;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of an operation of a bulk request (RFC 7644, section 3.7.3).
 *
 * @param status the HTTP status that a request of its own would have had
 * @param location the resource's URL, or null for a POST that failed
 * @param version its version now, or null
 * @param problem what is wrong, or null
 */
record BulkResult(
        int status,
        @Nullable String location,
        @Nullable String version,
        @Nullable Problem problem) {

    static BulkResult failed(@Nullable String location, Problem problem) {
        return new BulkResult(problem.status(), location, null, problem);
    }

    boolean isError() {
        return problem != null;
    }

    /**
     * Its place in the answer.
     *
     * @param sent the operation, whose method and bulkId are repeated
     */
    ObjectNode toJson(JsonNode sent) {
        ObjectNode json = BulkOperation.echo(sent);
        if (location != null) {
            json.put("location", location);
        }
        if (version != null) {
            json.put("version", version);
        }
        json.put("status", String.valueOf(status));
        if (problem != null) {
            json.set("response", problem.json());
        }
        return json;
    }
}

package dev.switchboard.gateway.http;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** The answer to a list request (RFC 7644, section 3.4.2); its numbers are JSON numbers. */
final class ListResponse {

    private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    private ListResponse() {}

    /**
     * One page.
     *
     * @param totalResults how many there are in all pages
     * @param startIndex what was asked for, at least 1
     */
    static ObjectNode of(long totalResults, int startIndex, List<ObjectNode> page) {
        ObjectNode body = start(totalResults);
        body.put("startIndex", startIndex);
        return with(page, body);
    }

    /**
     * One page of a walk by cursor (RFC 9865, section 2).
     *
     * @param totalResults how many there are in all pages
     * @param nextCursor asks for the next page; null on the last
     */
    static ObjectNode of(long totalResults, @Nullable String nextCursor, List<ObjectNode> page) {
        ObjectNode body = start(totalResults);
        if (nextCursor != null) {
            body.put("nextCursor", nextCursor);
        }
        return with(page, body);
    }

    private static ObjectNode start(long totalResults) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("schemas").add(SCHEMA);
        body.put("totalResults", totalResults);
        return body;
    }

    private static ObjectNode with(List<ObjectNode> page, ObjectNode body) {
        // What is really on the page: Okta refuses a list that claims more.
        body.put("itemsPerPage", page.size());
        ArrayNode resources = body.putArray("Resources");
        page.forEach(resources::add);
        return body;
    }
}

package dev.switchboard.gateway.http;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** The answer to a list request (RFC 7644, section 3.4.2); its numbers are JSON numbers. */
final class ListResponse {

    private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    /** How many resources are on the page. */
    static final String ITEMS = "itemsPerPage";

    private ListResponse() {}

    /** A list that is on one page. */
    static ObjectNode of(List<ObjectNode> all) {
        ObjectNode body = head(all.size(), 1, all.size());
        ArrayNode resources = body.putArray("Resources");
        all.forEach(resources::add);
        return body;
    }

    /**
     * What stands before the resources of a page.
     *
     * @param totalResults how many there are in all pages
     * @param startIndex what was asked for, at least 1
     * @param items how many are on the page
     */
    static ObjectNode head(long totalResults, int startIndex, int items) {
        ObjectNode head = start(totalResults);
        head.put("startIndex", startIndex);
        return with(items, head);
    }

    /**
     * The same in a walk by cursor (RFC 9865, section 2).
     *
     * @param totalResults how many there are in all pages
     * @param nextCursor asks for the next page; null on the last
     * @param items how many are on the page
     */
    static ObjectNode head(long totalResults, @Nullable String nextCursor, int items) {
        ObjectNode head = start(totalResults);
        if (nextCursor != null) {
            head.put("nextCursor", nextCursor);
        }
        return with(items, head);
    }

    private static ObjectNode start(long totalResults) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("schemas").add(SCHEMA);
        body.put("totalResults", totalResults);
        return body;
    }

    private static ObjectNode with(int items, ObjectNode head) {
        // What is really on the page: Okta refuses a list that claims more.
        head.put(ITEMS, items);
        return head;
    }
}

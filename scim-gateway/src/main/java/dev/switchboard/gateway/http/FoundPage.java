package dev.switchboard.gateway.http;

import dev.switchboard.userstore.Listed;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * A page of a list as it was found in the store.
 *
 * @param head the list's own attributes (RFC 7644, section 3.4.2), without {@code Resources}
 * @param resources groups without their members; where they are large, only the first are read
 */
record FoundPage(ObjectNode head, List<Found> resources) {

    /** A resource with what the client wants to see of it. */
    record Found(SearchPlan plan, Listed listed) {}
}

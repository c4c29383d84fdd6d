package dev.switchboard.gateway.http;

import dev.switchboard.messages.ResourceType;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Answers list requests (RFC 7644, section 3.4.2), by cursor where one is given (RFC 9865). */
@Component
final class Searches {

    private final IndexPages byIndex;
    private final CursorPages byCursor;

    Searches(IndexPages byIndex, CursorPages byCursor) {
        this.byIndex = byIndex;
        this.byCursor = byCursor;
    }

    ResponseEntity<byte[]> answer(
            List<ResourceType> types, SearchRequest search, ScimRequest request) {
        List<SearchPlan> plans = SearchPlan.of(types, search);
        String cursor = search.cursor();
        ObjectNode page =
                cursor == null
                        ? byIndex.page(plans, search, request)
                        : byCursor.page(plans, search, cursor, request);
        return ScimResponses.ok(page, request);
    }
}

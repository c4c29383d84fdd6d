package dev.switchboard.gateway.http;

import dev.switchboard.messages.ResourceType;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import java.util.List;

/** Answers list requests (RFC 7644, section 3.4.2), by cursor where one is given (RFC 9865). */
@Component
final class Searches {

    private final IndexPages byIndex;
    private final CursorPages byCursor;
    private final StoreReads reads;

    Searches(IndexPages byIndex, CursorPages byCursor, StoreReads reads) {
        this.byIndex = byIndex;
        this.byCursor = byCursor;
        this.reads = reads;
    }

    ResponseEntity<AnswerBody> answer(
            List<ResourceType> types, SearchRequest search, ScimRequest request) {
        List<SearchPlan> plans = SearchPlan.of(types, search);
        String cursor = search.cursor();
        FoundPage page =
                cursor == null
                        ? byIndex.page(plans, search, request)
                        : byCursor.page(plans, search, cursor, request);
        return ScimResponses.ok(AnswerBody.of("", new PageBody(page, reads, request)), request);
    }
}

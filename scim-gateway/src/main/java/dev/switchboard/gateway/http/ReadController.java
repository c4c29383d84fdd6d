package dev.switchboard.gateway.http;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.userstore.StoredResource;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.util.List;
import java.util.UUID;

/**
 * The reading half of the door (RFC 7644, section 3.4): straight from the user store, so that a
 * write that was answered is visible to every later read, on any gateway.
 */
@RestController
final class ReadController {

    private final StoreReads reads;
    private final Searches searches;
    private final JsonBodies bodies;

    ReadController(StoreReads reads, Searches searches, JsonBodies bodies) {
        this.reads = reads;
        this.searches = searches;
        this.bodies = bodies;
    }

    /**
     * One resource (section 3.4.1). A user's {@code groups} are what groups say, and no part of the
     * user's version (RFC 7643, section 4.1.2): a change of a large group would be one of all its
     * members.
     */
    @GetMapping(Paths.RESOURCE)
    ResponseEntity<AnswerBody> get(
            @PathVariable ResourceType type,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false)
                    @Nullable String ifNoneMatch,
            HttpServletRequest http,
            ScimRequest request)
            throws HttpRequestMethodNotSupportedException {
        if (ResourceTypes.isSearch(id)) {
            throw new HttpRequestMethodNotSupportedException(
                    http.getMethod(), List.of(HttpMethod.POST.name()));
        }
        View view = View.of(type, QueryParameters.parse(http.getQueryString()));
        UUID resourceId = ResourceTypes.idOf(type, id);
        request.concerns(resourceId);
        StoredResource stored =
                reads.find(
                                request.caller().companyId(),
                                type,
                                resourceId,
                                ResourceTypes.readsGroups(type, view.projection()))
                        .orElseThrow(() -> ResourceTypes.notFound(type, id));
        RenderedResource resource =
                RenderedResource.of(
                        type, resourceId, stored.resource(), view.projection(), request);
        if (EntityTags.matches(ifNoneMatch, resource.etag())) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(resource.etag()).build();
        }
        AnswerBody body =
                AnswerBody.of(resource.etag(), content(type, resourceId, view, resource, request));
        return ScimResponses.resource(200, resource.location(), body, request);
    }

    private AnswerBody.Content content(
            ResourceType type, UUID id, View view, RenderedResource resource, ScimRequest request) {
        if (!ResourceTypes.readsMembers(type, view.projection())) {
            return json -> json.writeTree(resource.body());
        }
        MemberSlices members = reads.members(request.caller().companyId(), List.of(id));
        GroupJson group = new GroupJson(members, view.projection(), request);
        return json -> group.write(id, resource.body(), json);
    }

    /** Resources of one type (section 3.4.2). */
    @GetMapping(Paths.COLLECTION)
    ResponseEntity<AnswerBody> list(
            @PathVariable ResourceType type, HttpServletRequest http, ScimRequest request) {
        QueryParameters parameters = QueryParameters.parse(http.getQueryString());
        return searches.answer(List.of(type), SearchRequest.of(parameters), request);
    }

    /** Resources of one type, asked for without a query string (section 3.4.3). */
    @PostMapping(Paths.COLLECTION_SEARCH)
    ResponseEntity<AnswerBody> search(
            @PathVariable ResourceType type, HttpServletRequest http, ScimRequest request)
            throws IOException {
        return searches.answer(List.of(type), SearchRequest.of(bodies.read(http)), request);
    }

    /** Resources of all types (section 3.4.2.1). */
    @GetMapping(ScimRequest.ROOT)
    ResponseEntity<AnswerBody> listAll(HttpServletRequest http, ScimRequest request) {
        QueryParameters parameters = QueryParameters.parse(http.getQueryString());
        return searches.answer(
                List.of(ResourceType.values()), SearchRequest.of(parameters), request);
    }

    /** Resources of all types, asked for without a query string (section 3.4.3). */
    @PostMapping(Paths.ROOT_SEARCH)
    ResponseEntity<AnswerBody> searchAll(HttpServletRequest http, ScimRequest request)
            throws IOException {
        return searches.answer(
                List.of(ResourceType.values()), SearchRequest.of(bodies.read(http)), request);
    }
}

package dev.switchboard.gateway.http;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Answers as bytes: their media type is settled before Spring would negotiate it. */
final class ScimResponses {

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

    private ScimResponses() {}

    static ResponseEntity<byte[]> ok(JsonNode body, ScimRequest request) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, request.mediaType())
                .body(JSON.writeValueAsBytes(body));
    }

    /** The same for a body that is written as it is read. */
    static ResponseEntity<AnswerBody> ok(AnswerBody body, ScimRequest request) {
        return ResponseEntity.ok().header(HttpHeaders.CONTENT_TYPE, request.mediaType()).body(body);
    }

    /** The same where a part is to be tried again. */
    static ResponseEntity<byte[]> ok(JsonNode body, ScimRequest request, String retryAfter) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, request.mediaType())
                .header(HttpHeaders.RETRY_AFTER, retryAfter)
                .body(JSON.writeValueAsBytes(body));
    }

    /** A resource with its {@code ETag}. */
    static ResponseEntity<byte[]> resource(
            int status, RenderedResource resource, ScimRequest request) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(status)
                        .header(HttpHeaders.CONTENT_TYPE, request.mediaType())
                        .header(HttpHeaders.LOCATION, resource.location());
        if (!resource.etag().isEmpty()) {
            answer.header(HttpHeaders.ETAG, resource.etag());
        }
        return answer.body(JSON.writeValueAsBytes(resource.body()));
    }

    /** The same with a body that is written as it is read, and brings the {@code ETag}. */
    static ResponseEntity<AnswerBody> resource(
            int status, String location, AnswerBody body, ScimRequest request) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.CONTENT_TYPE, request.mediaType())
                .header(HttpHeaders.LOCATION, location)
                .body(body);
    }

    /** Done, with nothing but the resource's place and version (RFC 7644, section 3.5.2). */
    static ResponseEntity<byte[]> noContent(RenderedResource resource) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(204).header(HttpHeaders.LOCATION, resource.location());
        if (!resource.etag().isEmpty()) {
            answer.header(HttpHeaders.ETAG, resource.etag());
        }
        return answer.build();
    }

    static ResponseEntity<byte[]> problem(Problem problem, ScimRequest request) {
        request.answeredWith(problem);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(HttpStatusCode.valueOf(problem.status()))
                        .header(HttpHeaders.CONTENT_TYPE, request.mediaType());
        problem.headers().forEach(answer::header);
        return answer.body(problem.body());
    }
}

package dev.switchboard.gateway.http;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.Shown;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** What this service provider can do (RFC 7644, section 4). */
@RestController
final class DiscoveryController {

    private final DiscoveryDocuments documents;

    DiscoveryController(DiscoveryDocuments documents) {
        this.documents = documents;
    }

    @GetMapping(Paths.SERVICE_PROVIDER_CONFIG)
    ResponseEntity<byte[]> serviceProviderConfig(HttpServletRequest http, ScimRequest request) {
        refuseFilter(http);
        return ScimResponses.ok(documents.serviceProviderConfig(request), request);
    }

    @GetMapping(Paths.RESOURCE_TYPES)
    ResponseEntity<byte[]> resourceTypes(HttpServletRequest http, ScimRequest request) {
        refuseFilter(http);
        return all(documents.resourceTypes(request), request);
    }

    @GetMapping(Paths.RESOURCE_TYPES + "/{id}")
    ResponseEntity<byte[]> resourceType(
            @PathVariable String id, HttpServletRequest http, ScimRequest request) {
        refuseFilter(http);
        return one("ResourceType", id, documents.resourceTypes(request), request);
    }

    @GetMapping(Paths.SCHEMAS)
    ResponseEntity<byte[]> schemas(HttpServletRequest http, ScimRequest request) {
        refuseFilter(http);
        return all(documents.schemas(request), request);
    }

    @GetMapping(Paths.SCHEMAS + "/{id}")
    ResponseEntity<byte[]> schema(
            @PathVariable String id, HttpServletRequest http, ScimRequest request) {
        refuseFilter(http);
        return one("Schema", id, documents.schemas(request), request);
    }

    /** Other parameters are ignored; a client that filters would take all for its matches. */
    private static void refuseFilter(HttpServletRequest http) {
        if (QueryParameters.parse(http.getQueryString()).get("filter") != null) {
            throw new ScimException(
                    ScimError.FORBIDDEN, "This endpoint does not filter: leave 'filter' out.");
        }
    }

    private static ResponseEntity<byte[]> all(List<ObjectNode> documents, ScimRequest request) {
        return ScimResponses.ok(ListResponse.of(documents), request);
    }

    private static ResponseEntity<byte[]> one(
            String kind, String id, List<ObjectNode> documents, ScimRequest request) {
        for (ObjectNode document : documents) {
            if (document.path("id").asString("").equalsIgnoreCase(id)) {
                return ScimResponses.ok(document, request);
            }
        }
        throw new ScimException(
                ScimError.NOT_FOUND,
                "%s '%s' not found. /%ss lists those that exist."
                        .formatted(kind, Shown.of(id), kind));
    }
}

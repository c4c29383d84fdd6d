package dev.switchboard.gateway.http;

import dev.switchboard.gateway.CursorProperties;
import dev.switchboard.gateway.GatewayProperties;
import dev.switchboard.gateway.WriteLimits;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.scim.schema.SchemaDocuments;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** The documents of RFC 7643, sections 5 to 7, as they are true of this service. */
@Component
final class DiscoveryDocuments {

    private static final List<ResourceDefinition> DEFINITIONS =
            List.of(ResourceDefinition.USER, ResourceDefinition.GROUP);

    private final int defaultCount;
    private final int maxCount;
    private final long cursorTimeout;
    private final int maxBulkOperations;
    private final long maxBulkSize;
    private final @Nullable String documentationUri;

    DiscoveryDocuments(GatewayProperties properties, CursorProperties cursors, WriteLimits limits) {
        this.defaultCount = properties.defaultCount();
        this.maxCount = properties.maxCount();
        this.cursorTimeout = cursors.timeout().toSeconds();
        this.maxBulkOperations = limits.bulkOperations();
        this.maxBulkSize = limits.bulkSize().toBytes();
        this.documentationUri = properties.documentationUri();
    }

    ObjectNode serviceProviderConfig(ScimRequest request) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.putArray("schemas").add(SchemaDocuments.CONFIG_URN);
        if (documentationUri != null) {
            config.put("documentationUri", documentationUri);
        }
        config.putObject("patch").put("supported", true);
        config.putObject("bulk")
                .put("supported", true)
                .put("maxOperations", maxBulkOperations)
                .put("maxPayloadSize", maxBulkSize);
        config.putObject("filter").put("supported", true).put("maxResults", maxCount);
        config.putObject("changePassword").put("supported", false);
        config.putObject("sort").put("supported", true);
        config.putObject("etag").put("supported", true);
        // RFC 9865, section 4.
        config.putObject("pagination")
                .put("cursor", true)
                .put("index", true)
                .put("defaultPaginationMethod", "index")
                .put("defaultPageSize", defaultCount)
                .put("maxPageSize", maxCount)
                .put("cursorTimeout", cursorTimeout);
        config.putArray("authenticationSchemes")
                .addObject()
                .put("type", "oauthbearertoken")
                .put("name", "API token")
                .put(
                        "description",
                        "An API token of the company, in the header 'Authorization: Bearer <token>'")
                .put("specUri", "https://www.rfc-editor.org/info/rfc6750")
                .put("primary", true);
        config.putObject("meta")
                .put("resourceType", "ServiceProviderConfig")
                .put("location", request.baseUrl() + "/ServiceProviderConfig");
        return config;
    }

    List<ObjectNode> resourceTypes(ScimRequest request) {
        return DEFINITIONS.stream()
                .map(SchemaDocuments::resourceType)
                .map(document -> located(document, "/ResourceTypes/", request))
                .toList();
    }

    List<ObjectNode> schemas(ScimRequest request) {
        List<ObjectNode> all = new ArrayList<>();
        DEFINITIONS.forEach(definition -> all.addAll(SchemaDocuments.schemas(definition)));
        all.addAll(SchemaDocuments.discoverySchemas());
        all.forEach(document -> located(document, "/Schemas/", request));
        return all;
    }

    private static ObjectNode located(ObjectNode document, String path, ScimRequest request) {
        if (document.get("meta") instanceof ObjectNode meta) {
            meta.put("location", request.baseUrl() + path + document.path("id").asString(""));
        }
        return document;
    }
}

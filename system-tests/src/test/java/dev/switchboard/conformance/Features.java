package dev.switchboard.conformance;

import tools.jackson.databind.JsonNode;

import java.util.List;

/**
 * What the server says it supports, from its ServiceProviderConfig and ResourceTypes.
 *
 * @param maxResults the most resources a list may have; 0 if not said
 */
record Features(
        boolean patch,
        boolean bulk,
        boolean filter,
        boolean sort,
        boolean etag,
        boolean cursor,
        int maxResults,
        List<String> endpoints) {

    /** Asks the server; a configuration that cannot be read supports nothing. */
    static Features of(ScimServer server) {
        ScimAnswer config = new Call(server, "GET", "/ServiceProviderConfig").send();
        ScimAnswer types = new Call(server, "GET", "/ResourceTypes").send();
        JsonNode json = config.status() == 200 ? config.json() : Json.json("{}");
        return new Features(
                json.at("/patch/supported").asBoolean(false),
                json.at("/bulk/supported").asBoolean(false),
                json.at("/filter/supported").asBoolean(false),
                json.at("/sort/supported").asBoolean(false),
                json.at("/etag/supported").asBoolean(false),
                json.at("/pagination/cursor").asBoolean(false),
                json.at("/filter/maxResults").asInt(0),
                types.status() == 200 ? types.found("endpoint") : List.of());
    }

    boolean groups() {
        return endpoints.contains("/Groups");
    }
}

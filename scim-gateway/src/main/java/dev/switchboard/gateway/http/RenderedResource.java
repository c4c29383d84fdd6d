package dev.switchboard.gateway.http;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.resource.Projection;
import dev.switchboard.userstore.Member;
import dev.switchboard.userstore.Rendering;
import dev.switchboard.userstore.StoredResource;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.UUID;

/**
 * A resource as a client gets it.
 *
 * @param body with {@code meta.location}, and with only the attributes that were asked for
 * @param location its URL
 * @param etag its version, {@code W/"n"} (RFC 7644, section 3.14), or empty where it has none
 */
record RenderedResource(ObjectNode body, String location, String etag) {

    /**
     * Completes a resource with what only the gateway knows.
     *
     * @param resource as stored; {@code meta.location} and the {@code $ref}s are added to it
     */
    static RenderedResource of(
            ResourceType type,
            UUID id,
            ObjectNode resource,
            Projection projection,
            ScimRequest request) {
        String location = request.locationOf(type, id);
        String etag = "";
        if (resource.get("meta") instanceof ObjectNode meta) {
            meta.put("location", location);
            JsonNode version = meta.get("version");
            etag = version == null ? "" : version.asString();
        }
        refer(resource.path("groups"), ResourceType.GROUP, request);
        refer(resource.path("members"), null, request);
        return new RenderedResource(projection.applyTo(resource), location, etag);
    }

    /** The body of a resource of a list. */
    static ObjectNode of(
            ResourceType type, StoredResource stored, Projection projection, ScimRequest request) {
        return of(type, stored.id(), stored.resource(), projection, request).body();
    }

    /** Members of a group as the client is to see them; of some of them nothing may be left. */
    static JsonNode members(List<Member> members, Projection projection, ScimRequest request) {
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        part.set("members", Rendering.members(members));
        refer(part.path("members"), null, request);
        return projection.applyTo(part).path("members");
    }

    /** Adds {@code $ref} to values that name users or groups (RFC 7643, sections 4.1.2, 4.2). */
    private static void refer(JsonNode values, @Nullable ResourceType always, ScimRequest request) {
        for (JsonNode value : values) {
            boolean group =
                    always == ResourceType.GROUP
                            || ResourceType.GROUP
                                    .scimName()
                                    .equals(value.path("type").asString(""));
            if (value instanceof ObjectNode object) {
                object.put(
                        "$ref",
                        request.locationOf(
                                group ? ResourceType.GROUP : ResourceType.USER,
                                value.path("value").asString("")));
            }
        }
    }
}

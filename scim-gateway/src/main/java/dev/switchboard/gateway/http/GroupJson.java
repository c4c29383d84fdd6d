package dev.switchboard.gateway.http;

import dev.switchboard.scim.resource.Projection;
import dev.switchboard.userstore.Member;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes groups whose members are read while they are written. */
final class GroupJson {

    private final MemberSlices members;
    private final Projection projection;
    private final ScimRequest request;
    private boolean inList;

    GroupJson(MemberSlices members, Projection projection, ScimRequest request) {
        this.members = members;
        this.projection = projection;
        this.request = request;
    }

    /**
     * Writes a group, with its members before {@code meta}.
     *
     * @param id which of the slices' groups, in their order
     * @param group what the client is to see of it beside them
     */
    void write(UUID id, ObjectNode group, JsonGenerator json) {
        boolean membersToCome = true;
        json.writeStartObject();
        for (Map.Entry<String, JsonNode> entry : group.properties()) {
            if (entry.getKey().equals("meta")) {
                writeMembers(id, json);
                membersToCome = false;
            }
            json.writeName(entry.getKey());
            json.writeTree(entry.getValue());
        }
        if (membersToCome) {
            writeMembers(id, json);
        }
        json.writeEndObject();
    }

    private void writeMembers(UUID id, JsonGenerator json) {
        inList = false;
        members.of(id, slice -> writeSlice(slice, json));
        if (inList) {
            json.writeEndArray();
        }
    }

    /** A list that would be empty is left out, as it is of any resource. */
    private void writeSlice(List<Member> slice, JsonGenerator json) {
        for (JsonNode member : RenderedResource.members(slice, projection, request)) {
            if (!inList) {
                json.writeName("members");
                json.writeStartArray();
                inList = true;
            }
            json.writeTree(member);
        }
    }
}

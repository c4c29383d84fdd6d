package dev.switchboard.gateway.http;

import dev.switchboard.userstore.StoredResource;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Writes a page (RFC 7644, section 3.4.2), one resource after the other. Of a page whose resources
 * are read while it is written, some may be deleted meanwhile: then it has fewer than were found.
 */
final class PageBody implements AnswerBody.Content {

    private final ObjectNode head;
    private final ResourceSlices resources;
    private final MemberSlices members;
    private final ScimRequest request;
    private int written;

    PageBody(FoundPage page, StoreReads reads, ScimRequest request) {
        this.head = page.head();
        this.request = request;
        UUID companyId = request.caller().companyId();
        List<UUID> groups =
                page.resources().stream()
                        .filter(found -> found.plan().readsMembers())
                        .map(found -> found.listed().id())
                        .toList();
        this.members = reads.members(companyId, groups);
        this.resources = reads.resources(companyId, page.resources());
    }

    @Override
    public void writeTo(JsonGenerator json) {
        // How many there are is told when it is certain: Okta refuses a list that claims more.
        boolean certain = resources.areRead();
        json.writeStartObject();
        for (Map.Entry<String, JsonNode> entry : head.properties()) {
            if (certain || !entry.getKey().equals(ListResponse.ITEMS)) {
                json.writeName(entry.getKey());
                json.writeTree(entry.getValue());
            }
        }
        json.writeName("Resources");
        json.writeStartArray();
        resources.forEach((plan, stored) -> write(plan, stored, json));
        json.writeEndArray();
        if (!certain) {
            json.writeName(ListResponse.ITEMS);
            json.writeNumber(written);
        }
        json.writeEndObject();
    }

    private void write(SearchPlan plan, StoredResource stored, JsonGenerator json) {
        ObjectNode resource = RenderedResource.of(plan.type(), stored, plan.projection(), request);
        if (plan.readsMembers()) {
            new GroupJson(members, plan.projection(), request).write(stored.id(), resource, json);
        } else {
            json.writeTree(resource);
        }
        written++;
    }
}

package dev.switchboard.gateway.http;

import dev.switchboard.gateway.http.FoundPage.Found;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes a page (RFC 7644, section 3.4.2), one resource after the other. */
final class PageBody implements AnswerBody.Content {

    private final FoundPage page;
    private final MemberSlices members;
    private final ScimRequest request;

    PageBody(FoundPage page, StoreReads reads, ScimRequest request) {
        this.page = page;
        this.request = request;
        List<UUID> groups =
                page.resources().stream()
                        .filter(found -> found.plan().readsMembers())
                        .map(found -> found.stored().id())
                        .toList();
        this.members = reads.members(request.caller().companyId(), groups);
    }

    @Override
    public void writeTo(JsonGenerator json) {
        json.writeStartObject();
        for (Map.Entry<String, JsonNode> entry : page.head().properties()) {
            json.writeName(entry.getKey());
            json.writeTree(entry.getValue());
        }
        json.writeName("Resources");
        json.writeStartArray();
        page.resources().forEach(found -> write(found, json));
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(Found found, JsonGenerator json) {
        SearchPlan plan = found.plan();
        ObjectNode resource =
                RenderedResource.of(plan.type(), found.stored(), plan.projection(), request);
        if (plan.readsMembers()) {
            new GroupJson(members, plan.projection(), request).write(resource, json);
        } else {
            json.writeTree(resource);
        }
    }
}

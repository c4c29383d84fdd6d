package dev.switchboard.provisioner.commands;

import dev.switchboard.userstore.Member;
import dev.switchboard.userstore.MemberDelta;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;

/** What has changed in a group, as a PatchOp message (RFC 7644, section 3.5.2). */
final class GroupDifference {

    private static final String PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    private GroupDifference() {}

    static ObjectNode of(ObjectNode before, ObjectNode after, MemberDelta members) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.putArray("schemas").add(PATCH_OP);
        ArrayNode operations = message.putArray("Operations");
        attributes(before, after, operations);
        for (Member member : members.removed()) {
            operations
                    .addObject()
                    .put("op", "remove")
                    .put("path", "members[value eq \"%s\"]".formatted(member.id()));
        }
        if (!members.added().isEmpty()) {
            ArrayNode added =
                    operations
                            .addObject()
                            .put("op", "add")
                            .put("path", "members")
                            .putArray("value");
            for (Member member : members.added()) {
                added.addObject()
                        .put("value", member.id().toString())
                        .put("type", member.type().scimName());
            }
        }
        return message;
    }

    private static void attributes(ObjectNode before, ObjectNode after, ArrayNode operations) {
        ObjectNode replaced = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> attribute : after.properties()) {
            if (!attribute.getValue().equals(before.get(attribute.getKey()))) {
                replaced.set(attribute.getKey(), attribute.getValue());
            }
        }
        if (!replaced.isEmpty()) {
            operations.addObject().put("op", "replace").set("value", replaced);
        }
        for (String name : before.propertyNames()) {
            if (!after.has(name)) {
                operations.addObject().put("op", "remove").put("path", name);
            }
        }
    }
}

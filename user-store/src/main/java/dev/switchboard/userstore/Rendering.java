package dev.switchboard.userstore;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.schema.ResourceDefinition;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Stored rows as the SCIM resources that clients see, but for {@code meta.location}. */
public final class Rendering {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Rendering() {}

    /**
     * A user: the client's attributes, the assigned number among the phone numbers, the telephony
     * extension and the groups.
     */
    public static ObjectNode user(UserRow row, List<GroupMembership> groups) {
        ObjectNode resource = start(row.id(), row.document());
        resource.put("active", row.active());
        if (row.number() != null) {
            resource.set("phoneNumbers", phoneNumbers(row.document(), row.number()));
        }
        if (!groups.isEmpty()) {
            ArrayNode list = resource.putArray("groups");
            for (GroupMembership group : groups) {
                list.addObject()
                        .put("value", group.groupId().toString())
                        .put("display", group.display())
                        .put("type", "direct");
            }
        }
        addTelephony(resource, row);
        return withMeta(
                resource, ResourceType.USER, row.createdAt(), row.lastModified(), row.version());
    }

    /**
     * A group.
     *
     * @param members its members, or null where they were not asked for
     */
    public static ObjectNode group(GroupRow row, @Nullable List<Member> members) {
        ObjectNode resource = start(row.id(), row.document());
        if (members != null && !members.isEmpty()) {
            resource.set("members", members(members));
        }
        return withMeta(
                resource, ResourceType.GROUP, row.createdAt(), row.lastModified(), row.version());
    }

    /** Members as a group shows them. */
    public static ArrayNode members(List<Member> members) {
        ArrayNode list = NODES.arrayNode(members.size());
        members.forEach(member -> list.add(member(member)));
        return list;
    }

    /** A member as its group shows it. */
    public static ObjectNode member(Member member) {
        ObjectNode value =
                NODES.objectNode()
                        .put("value", member.id().toString())
                        .put("type", member.type().scimName());
        if (member.display() != null) {
            value.put("display", member.display());
        }
        return value;
    }

    /**
     * Removes the phone numbers that only repeat the assigned number, however they are written:
     * clients that read the user and write everything back send it too, and it is not theirs.
     *
     * @param document a user as the client wrote it
     * @param number the assigned number, E.164, or null for none
     */
    public static void stripAssignedNumber(ObjectNode document, @Nullable String number) {
        if (number == null || !(document.get("phoneNumbers") instanceof ArrayNode numbers)) {
            return;
        }
        ArrayNode kept = NODES.arrayNode();
        for (JsonNode value : numbers) {
            if (!PhoneNumbers.isSame(value.path("value").asString(""), number)) {
                kept.add(value);
            }
        }
        if (kept.isEmpty()) {
            document.remove("phoneNumbers");
        } else if (kept.size() < numbers.size()) {
            document.set("phoneNumbers", kept);
        }
    }

    /** Beside what the client wrote into the extension, what only we write. */
    private static void addTelephony(ObjectNode resource, UserRow row) {
        if (!hasTelephony(row)) {
            return;
        }
        if (!resource.has(ResourceDefinition.TELEPHONY_URN)) {
            resource.withArray("schemas").add(ResourceDefinition.TELEPHONY_URN);
        }
        ObjectNode shown = resource.withObjectProperty(ResourceDefinition.TELEPHONY_URN);
        TelephonyState state = row.telephony();
        putIfPresent(shown, "office", row.officeName());
        putIfPresent(shown, "assignedNumber", row.number());
        shown.put("numberStatus", row.numberStatus());
        putIfPresent(shown, "numberDetail", state.numberDetail());
        putIfPresent(shown, "requestedNumberDetail", state.requestedNumberDetail());
        putIfPresent(shown, "license", state.licence());
        shown.put("licenseStatus", state.licenseStatus());
        putIfPresent(shown, "licenseDetail", state.licenceDetail());
    }

    private static void putIfPresent(ObjectNode object, String name, @Nullable String value) {
        if (value != null) {
            object.put(name, value);
        }
    }

    private static boolean hasTelephony(UserRow row) {
        return row.officeName() != null
                || row.number() != null
                || !row.numberStatus().equals("none")
                || row.telephony().licence() != null
                || row.telephony().licenceWanted() != null;
    }

    private static ObjectNode start(UUID id, ObjectNode document) {
        ObjectNode resource = NODES.objectNode();
        resource.set("schemas", document.path("schemas").deepCopy());
        resource.put("id", id.toString());
        for (Map.Entry<String, JsonNode> entry : document.properties()) {
            if (!entry.getKey().equals("schemas")) {
                resource.set(entry.getKey(), entry.getValue().deepCopy());
            }
        }
        return resource;
    }

    /** The assigned number first and alone primary; the client's own beside it. */
    static ArrayNode phoneNumbers(ObjectNode document, String number) {
        ArrayNode numbers = NODES.arrayNode();
        numbers.add(assigned(number));
        for (JsonNode own : document.path("phoneNumbers")) {
            ObjectNode copy = ((ObjectNode) own).deepCopy();
            copy.remove("primary");
            numbers.add(copy);
        }
        return numbers;
    }

    static ObjectNode assigned(String number) {
        return NODES.objectNode()
                .put("value", PhoneNumbers.uri(number))
                .put("display", PhoneNumbers.display(number))
                .put("type", "work")
                .put("primary", true);
    }

    private static ObjectNode withMeta(
            ObjectNode resource,
            ResourceType type,
            Instant created,
            Instant lastModified,
            long version) {
        resource.putObject("meta")
                .put("resourceType", type.scimName())
                .put("created", created.toString())
                .put("lastModified", lastModified.toString())
                .put("version", "W/\"" + version + "\"");
        return resource;
    }
}

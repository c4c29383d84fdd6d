package dev.switchboard.faults.load;

import dev.switchboard.localstack.demo.ExampleUser;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Collection;

/** The bodies that Okta sends. A mark goes into two attributes, to show a write of one half. */
final class Bodies {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    private static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

    private Bodies() {}

    static ObjectNode user(String userName, String office, boolean active, String mark) {
        ObjectNode body = new ExampleUser(userName, "Pat", "Example", office).toBody();
        return body.put("active", active).put("title", mark).put("nickName", mark);
    }

    /** One operation without a path, as Okta's. */
    static ObjectNode patch(ObjectNode value) {
        ObjectNode body = patchOp();
        body.withArrayProperty("Operations").addObject().put("op", "replace").set("value", value);
        return body;
    }

    static ObjectNode marks(String mark) {
        return JSON.createObjectNode().put("title", mark).put("nickName", mark);
    }

    static ObjectNode active(boolean active) {
        return JSON.createObjectNode().put("active", active);
    }

    /** A path that does not exist, behind an operation that could be done. */
    static ObjectNode wrongPatch(String mark) {
        ObjectNode body = patch(marks(mark));
        body.withArrayProperty("Operations")
                .addObject()
                .put("op", "replace")
                .put("path", "noSuchAttribute")
                .put("value", mark);
        return body;
    }

    static ObjectNode group(String name, Collection<String> members) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("schemas").add(GROUP);
        body.put("displayName", name);
        addMembers(body.putArray("members"), members);
        return body;
    }

    static ObjectNode groupPatch(Collection<String> adds, Collection<String> removes) {
        ObjectNode body = patchOp();
        ArrayNode operations = body.withArrayProperty("Operations");
        for (String member : removes) {
            operations
                    .addObject()
                    .put("op", "remove")
                    .put("path", "members[value eq \"%s\"]".formatted(member));
        }
        if (!adds.isEmpty()) {
            addMembers(
                    operations
                            .addObject()
                            .put("op", "add")
                            .put("path", "members")
                            .putArray("value"),
                    adds);
        }
        return body;
    }

    private static void addMembers(ArrayNode list, Collection<String> members) {
        members.forEach(member -> list.addObject().put("value", member));
    }

    private static ObjectNode patchOp() {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("schemas").add(PATCH_OP);
        body.putArray("Operations");
        return body;
    }
}

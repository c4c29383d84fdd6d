package dev.switchboard.scim.patch;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Locale;

/**
 * One canonical operation.
 *
 * @param kind add, remove or replace
 * @param path where; each operation has one
 * @param value the canonical value; for a removal null, or a list of the values to remove
 */
record Operation(Kind kind, PatchPath path, @Nullable JsonNode value) {

    enum Kind {
        ADD,
        REMOVE,
        REPLACE;

        static @Nullable Kind find(String word) {
            for (Kind kind : values()) {
                if (kind.name().equalsIgnoreCase(word)) {
                    return kind;
                }
            }
            return null;
        }
    }

    boolean isOfMembers() {
        return path.extension() == null
                && path.attribute() != null
                && path.attribute().name().equals("members");
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("op", kind.name().toLowerCase(Locale.ROOT));
        json.put("path", path.toString());
        if (value != null) {
            json.set("value", value);
        }
        return json;
    }
}

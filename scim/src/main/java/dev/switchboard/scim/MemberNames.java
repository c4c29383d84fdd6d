package dev.switchboard.scim;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/** The names of a message's members, which are the same in any letter case (RFC 7643, 2.1). */
public final class MemberNames {

    private MemberNames() {}

    /**
     * What a message says, by the names that we look for; others are left out.
     *
     * @throws ScimException {@code invalidSyntax} where one is given twice
     */
    public static ObjectNode canonical(JsonNode message, List<String> names) {
        ObjectNode canonical = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : message.properties()) {
            for (String name : names) {
                if (name.equalsIgnoreCase(entry.getKey())
                        && canonical.putIfAbsent(name, entry.getValue()) != null) {
                    throw new ScimException(
                            ScimError.INVALID_SYNTAX,
                            "'%s' is given twice, in different letter case.".formatted(name));
                }
            }
        }
        return canonical;
    }

    /** The one that is called so, before one in another letter case; else a missing node. */
    public static JsonNode find(JsonNode message, String name) {
        JsonNode exact = message.get(name);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<String, JsonNode> entry : message.properties()) {
            if (name.equalsIgnoreCase(entry.getKey())) {
                return entry.getValue();
            }
        }
        return JsonNodeFactory.instance.missingNode();
    }
}

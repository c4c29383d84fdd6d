package dev.switchboard.gateway.http;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/** The names of a message's members, which are the same in any letter case (RFC 7643, 2.1). */
final class MemberNames {

    private MemberNames() {}

    /**
     * What a message says, by the names that we look for; others are left out.
     *
     * @throws ScimException {@code invalidSyntax} where one is given twice
     */
    static ObjectNode canonical(JsonNode message, List<String> names) {
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

    /** The first that is called so, or a missing node. */
    static JsonNode find(JsonNode message, String name) {
        for (Map.Entry<String, JsonNode> entry : message.properties()) {
            if (name.equalsIgnoreCase(entry.getKey())) {
                return entry.getValue();
            }
        }
        return JsonNodeFactory.instance.missingNode();
    }
}

package dev.switchboard.faults.history;

import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Those attributes of a resource that are compared, as text. */
public final class Attributes {

    private static final String TELEPHONY =
            "urn:switchboard:params:scim:schemas:extension:telephony:2.0:User";
    private static final List<String> COMPARED = List.of("userName", "title", "nickName", "active");

    private Attributes() {}

    /** What is there of them in a user, its assigned number as {@code number}. */
    public static Map<String, String> of(JsonNode user) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : COMPARED) {
            if (user.has(name)) {
                found.put(name, user.path(name).asString());
            }
        }
        JsonNode number = user.path(TELEPHONY).path("assignedNumber");
        if (number.isString()) {
            found.put("number", number.asString());
        }
        return found;
    }

    /** The version in {@code meta}, 0 where there is none. */
    public static long versionOf(JsonNode resource) {
        String digits = resource.path("meta").path("version").asString("").replaceAll("[^0-9]", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }
}

package dev.switchboard.localstack.demo;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Somebody in Okta's directory who is given the app.
 *
 * @param userName an e-mail address, as Okta has it
 * @param officeName what Okta maps to the enterprise extension's {@code officeName}, null where
 *     nothing is mapped
 */
public record ExampleUser(
        String userName, String givenName, String familyName, @Nullable String officeName) {

    private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
    private static final String ENTERPRISE =
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    public ExampleUser {
        requireNonNull(userName, "userName");
        requireNonNull(givenName, "givenName");
        requireNonNull(familyName, "familyName");
    }

    /**
     * The body of Okta's POST, with the {@code groups} and the {@code password} that it always
     * sends; the extension and its URN only where a value is mapped.
     */
    public ObjectNode toBody() {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.putArray("schemas").add(CORE);
        body.put("userName", userName);
        body.putObject("name").put("givenName", givenName).put("familyName", familyName);
        body.putArray("emails")
                .addObject()
                .put("primary", true)
                .put("value", userName)
                .put("type", "work");
        body.put("displayName", givenName + " " + familyName);
        body.put("locale", "en-US");
        body.put("externalId", externalId());
        body.putArray("groups");
        body.put("password", "1mz050nq");
        body.put("active", true);
        if (officeName != null) {
            body.withArrayProperty("schemas").add(ENTERPRISE);
            body.putObject(ENTERPRISE).put("officeName", officeName);
        }
        return body;
    }

    /** Twenty characters that begin with {@code 00u}, the same for the same user, as Okta's are. */
    public String externalId() {
        String hash = Long.toUnsignedString(mixed(userName), 36);
        return ("00u" + hash + "00000000000000000").substring(0, 20);
    }

    private static long mixed(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}

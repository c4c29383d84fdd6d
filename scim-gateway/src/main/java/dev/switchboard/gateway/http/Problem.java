package dev.switchboard.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.scim.ScimError;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;

/**
 * An answer that says what is wrong (RFC 7644, section 3.12).
 *
 * @param status the HTTP status
 * @param scimType the keyword of RFC 7644's Table 9, or empty where there is none
 * @param detail for the admin who reads it in Okta's task list
 * @param headers what the status asks for: {@code Allow}, {@code Retry-After}, {@code
 *     WWW-Authenticate}
 */
record Problem(int status, String scimType, String detail, Map<String, String> headers) {

    private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";
    private static final JsonMapper JSON = new JsonMapper();

    static Problem of(ScimError error, String detail) {
        return of(error, detail, Map.of());
    }

    static Problem of(ScimError error, String detail, Map<String, String> headers) {
        String scimType = error.scimType();
        return new Problem(error.status(), scimType == null ? "" : scimType, detail, headers);
    }

    /** The body. */
    byte[] body() {
        return JSON.writeValueAsString(json()).getBytes(UTF_8);
    }

    /** The error of RFC 7644, section 3.12. */
    ObjectNode json() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("schemas").add(SCHEMA);
        // A string, as RFC 7644, section 3.12 has it.
        body.put("status", String.valueOf(status));
        if (!scimType.isEmpty()) {
            body.put("scimType", scimType);
        }
        body.put("detail", detail);
        return body;
    }
}

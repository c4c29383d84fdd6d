package dev.switchboard.benchmarks.people;

/**
 * Somebody who is given the app.
 *
 * @param externalId twenty characters that begin with {@code 00u}, as Okta's are
 * @param office the name of an office of the demo company
 */
public record Person(
        String userName,
        String givenName,
        String familyName,
        String title,
        String department,
        String externalId,
        String office) {

    private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
    private static final String ENTERPRISE =
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /** The body of Okta's POST, with the {@code groups} and the {@code password} it sends. */
    public String toRequest() {
        return "{" + attributes() + ",\"groups\":[],\"password\":\"1mz050nq\"}";
    }

    /** What the store keeps of it. */
    public String toDocument() {
        return "{" + attributes() + "}";
    }

    private String attributes() {
        return """
        "schemas":["%s","%s"],"userName":"%s","name":{"givenName":"%s","familyName":"%s"},\
        "emails":[{"primary":true,"value":"%s","type":"work"}],"displayName":"%s %s",\
        "title":"%s","locale":"en-US","externalId":"%s","active":true,\
        "%s":{"department":"%s","officeName":"%s"}"""
                .formatted(
                        CORE,
                        ENTERPRISE,
                        userName,
                        givenName,
                        familyName,
                        userName,
                        givenName,
                        familyName,
                        title,
                        externalId,
                        ENTERPRISE,
                        department,
                        office);
    }
}

package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code PATCH /Users/{id}}: what it refuses, and that nothing changes then. RFC 7644 §3.5.2. */
@Conformance
final class PatchUserErrorsIT {

    private final Scim scim;
    private final String path;

    PatchUserErrorsIT(Scim scim) {
        this.scim = scim;
        scim.needs(scim.features().patch(), "PATCH");
        this.path = "/Users/" + scim.createUser("{'title': 'Clerk'}").id();
    }

    @ParameterizedTest(name = "RFC 7644 §3.5.2: the malformed path {0} is 400 invalidPath")
    @ValueSource(
            strings = {
                "emails[type eq",
                "emails[type eq \\\"work\\\"",
                "name..givenName",
                ".title",
                "emails[type xx \\\"work\\\"].value",
                "1title",
                "emails]",
                "name givenName"
            })
    void refusesMalformedPaths(String malformed) {
        refuse("{'op': 'replace', 'path': '" + malformed + "', 'value': 'x'}")
                .isError(400, "invalidPath", "invalidFilter");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2: a path to an unknown attribute is invalidPath or noTarget")
    void refusesUnknownPaths() {
        refuse("{'op': 'replace', 'path': 'shoeSize', 'value': '42'}")
                .isError(400, "invalidPath", "noTarget");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.2: remove without a path is 400 noTarget")
    void refusesToRemoveNothing() {
        refuse("{'op': 'remove'}").isError(400, "noTarget");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.2: remove of a required attribute is 400 mutability")
    void refusesToRemoveTheUserName() {
        refuse("{'op': 'remove', 'path': 'userName'}").isError(400, "mutability", "invalidValue");
    }

    @ParameterizedTest(name = "RFC 7644 §3.5.2: {0} of the readOnly {1} is 400 mutability")
    @CsvSource({
        "replace, id, 'x'",
        "add, id, 'x'",
        "replace, meta.created, '2020-01-01T00:00:00Z'",
        "replace, meta.version, 'x'",
        "replace, groups, 'x'",
    })
    void refusesReadOnlyAttributes(String op, String attribute, String value) {
        refuse("{'op': '" + op + "', 'path': '" + attribute + "', 'value': '" + value + "'}")
                .isError(400, "mutability");
    }

    @ParameterizedTest(name = "RFC 7644 §3.5.2.2: remove of the readOnly {0} is 400 mutability")
    @ValueSource(strings = {"id", "meta", "groups"})
    void refusesToRemoveReadOnlyAttributes(String attribute) {
        refuse("{'op': 'remove', 'path': '" + attribute + "'}").isError(400, "mutability");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.3: replace by a value path that matches nothing is noTarget")
    void refusesToReplaceNothing() {
        refuse(
                        "{'op': 'replace', 'path': 'addresses[type eq \\\"moon\\\"]',"
                                + " 'value': {'locality': 'Tycho'}}")
                .isError(400, "noTarget");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.1: add without a value is refused")
    void refusesToAddNothing() {
        refuse("{'op': 'add', 'path': 'title'}").isError(400, "invalidValue", "invalidSyntax");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.1: add without a path needs an object as its value")
    void refusesAValueWithoutNames() {
        refuse("{'op': 'add', 'value': 'Boss'}")
                .isError(400, "invalidValue", "invalidSyntax", "invalidPath");
    }

    @ParameterizedTest(name = "RFC 7644 §3.5.2: the op {0} is refused")
    @ValueSource(strings = {"'move'", "'test'", "''", "null", "7"})
    void refusesUnknownOperations(String op) {
        refuse("{'op': " + op + ", 'path': 'title', 'value': 'x'}")
                .isError(400, "invalidSyntax", "invalidValue");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2: op is REQUIRED")
    void requiresAnOp() {
        refuse("{'path': 'title', 'value': 'x'}").isError(400, "invalidSyntax", "invalidValue");
    }

    @ParameterizedTest(name = "RFC 7644 §3.5.2: the body {0} is no PATCH request")
    @ValueSource(
            strings = {
                "{}",
                "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"]}",
                "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[]}",
                "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":{}}",
                "{\"Operations\":[{\"op\":\"replace\",\"path\":\"title\",\"value\":\"x\"}]}",
                "[]",
                "\"x\"",
            })
    void refusesWhatIsNoPatch(String body) {
        scim.call("PATCH", path).body(body).send().isError(400, "invalidSyntax", "invalidValue");
        assertUnchanged();
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2: a userName of somebody else is 409 uniqueness")
    void refusesATakenUserName() {
        String taken = scim.createUser().text("/userName");
        scim.patch(path, "{'op': 'replace', 'path': 'userName', 'value': '" + taken + "'}")
                .isError(409, "uniqueness");
    }

    @Test
    @DisplayName("RFC 7643 §2.3: a value of the wrong type is 400 invalidValue")
    void refusesWrongTypes() {
        refuse("{'op': 'replace', 'path': 'active', 'value': 'perhaps'}")
                .isError(400, "invalidValue", "invalidSyntax");
        refuse("{'op': 'replace', 'path': 'name', 'value': 'Ada'}")
                .isError(400, "invalidValue", "invalidSyntax");
    }

    @Test
    @DisplayName("RFC 7644 §3.12: PATCH of an unknown id is 404")
    void refusesUnknownUsers() {
        scim.patch(
                        "/Users/0b7f5f6e-0000-4000-8000-000000000000",
                        "{'op': 'replace', 'path': 'title', 'value': 'x'}")
                .isError(404);
    }

    private ScimAnswer refuse(String operation) {
        ScimAnswer answer = scim.patch(path, operation);
        assertUnchanged();
        return answer;
    }

    private void assertUnchanged() {
        assertThat(scim.get(path).is(200).text("/title")).isEqualTo("Clerk");
    }
}

package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

/** {@code PUT /Users/{id}}: RFC 7644 §3.5.1. */
@Conformance
final class ReplaceUserIT {

    private final Scim scim;
    private final String name;
    private final ScimAnswer created;
    private final String path;

    ReplaceUserIT(Scim scim) {
        this.scim = scim;
        this.name = scim.userName("put");
        this.created =
                scim.createUser(
                        Json.user(name, "{'title': 'Clerk', 'nickName': 'Addie', 'active': true}"));
        this.path = "/Users/" + created.id();
    }

    @Test
    @DisplayName("RFC 7644 §3.5.1: success is 200 with the whole resource")
    void answersTheResource() {
        ScimAnswer put = scim.put(path, Json.user(name, "{'title': 'Boss'}")).is(200);
        assertThat(put.text("/title")).isEqualTo("Boss");
        assertThat(put.id()).isEqualTo(created.id());
        assertThat(put.text("/meta/location")).isEqualTo(created.text("/meta/location"));
    }

    @Test
    @DisplayName("RFC 7644 §3.5.1: readWrite values replace")
    void replaces() {
        scim.put(path, Json.user(name, "{'emails': [{'value': 'only@a.example'}]}")).is(200);
        assertThat(scim.get(path).texts("/emails", "value")).containsExactly("only@a.example");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.1: what is left out is cleared")
    void clearsWhatIsLeftOut() {
        scim.put(path, Json.user(name)).is(200);
        assertThat(scim.get(path).has("/title")).isFalse();
        assertThat(scim.get(path).has("/nickName")).isFalse();
    }

    @Test
    @DisplayName("RFC 7643 §2.5: null and [] clear")
    void clearsByNothing() {
        ScimAnswer put = scim.put(path, Json.user(name, "{'title': null, 'emails': []}")).is(200);
        assertThat(put.has("/title")).isFalse();
        assertThat(put.has("/emails")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.5.1: readOnly values SHALL be ignored")
    void ignoresReadOnlyValues() {
        ScimAnswer put =
                scim.put(
                                path,
                                Json.user(
                                        name,
                                        "{'id': 'other', 'groups': [{'value': 'g'}], 'meta':"
                                                + " {'resourceType': 'Robot', 'created':"
                                                + " '2001-01-01T00:00:00Z'}}"))
                        .is(200);
        assertThat(put.id()).isEqualTo(created.id());
        assertThat(put.text("/meta/resourceType")).isEqualTo("User");
        assertThat(put.text("/meta/created")).isEqualTo(created.text("/meta/created"));
        assertThat(put.has("/groups")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.5.1: a required attribute left out is 400 invalidValue")
    void requiresTheUserName() {
        ObjectNode body = Json.user(name);
        body.remove("userName");
        scim.put(path, body).isError(400, "invalidValue");
        assertThat(scim.get(path).text("/title")).isEqualTo("Clerk");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.1: PUT MUST NOT create: an unknown id is 404")
    void createsNothing() {
        scim.put("/Users/0b7f5f6e-0000-4000-8000-000000000000", Json.user(scim.userName("no")))
                .isError(404);
    }

    @Test
    @DisplayName("RFC 7644 §3.5.1: a userName of somebody else is 409 uniqueness")
    void refusesATakenUserName() {
        String taken = scim.createUser().text("/userName");
        scim.put(path, Json.user(taken)).isError(409, "uniqueness");
        assertThat(scim.get(path).text("/userName")).isEqualTo(name);
    }

    @Test
    @DisplayName("RFC 7644 §3.5.1: a new userName renames; the id stays")
    void renames() {
        String other = scim.userName("renamed");
        assertThat(scim.put(path, Json.user(other)).is(200).id()).isEqualTo(created.id());
        assertThat(scim.users("userName eq \"" + name + "\"").number("/totalResults")).isZero();
        assertThat(scim.users("userName eq \"" + other + "\"").found("id"))
                .containsExactly(created.id());
    }

    @Test
    @DisplayName("RFC 7644 §3.5.1: the resource's own representation can be PUT back")
    void takesItsOwnRepresentation() {
        ScimAnswer before = scim.settled(path);
        ScimAnswer put = scim.put(path, Scim.copy(before)).is(200);
        assertThat(put.text("/title")).isEqualTo("Clerk");
        assertThat(put.at("/emails")).isEqualTo(before.at("/emails"));
    }

    @Test
    @DisplayName("RFC 7643 §4.1.1: password is accepted and not returned")
    void takesAPassword() {
        assertThat(scim.put(path, Json.user(name, "{'password': 's3cr3t!x'}")).is(200).body())
                .doesNotContain("s3cr3t");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.1: the version and meta.lastModified change")
    void changesTheVersion() {
        ScimAnswer put = scim.put(path, Json.user(name, "{'title': 'Boss'}")).is(200);
        assertThat(put.text("/meta/version")).isNotEqualTo(created.text("/meta/version"));
        assertThat(put.text("/meta/lastModified"))
                .isGreaterThanOrEqualTo(created.text("/meta/lastModified"));
    }

    @Test
    @DisplayName("RFC 7643 §3: PUT without schemas is refused")
    void requiresSchemas() {
        ObjectNode body = Json.user(name);
        body.remove("schemas");
        scim.put(path, body).isError(400, "invalidValue", "invalidSyntax");
    }

    @Test
    @DisplayName("RFC 7643 §3: an extension left out is removed and leaves schemas")
    void removesAnExtension() {
        scim.put(path, Json.enterpriseUser(name, "{'department': 'Sales'}")).is(200);
        assertThat(scim.get(path).texts("/schemas")).contains(Urns.ENTERPRISE);
        scim.put(path, Json.user(name)).is(200);
        assertThat(scim.get(path).has("/" + Urns.ENTERPRISE)).isFalse();
        assertThat(scim.get(path).texts("/schemas")).doesNotContain(Urns.ENTERPRISE);
    }

    @Test
    @DisplayName("RFC 7644 §3.5.1: PUT changes the case of the userName without a conflict")
    void changesTheCaseOfTheUserName() {
        String other = name.replace("put", "PUT");
        assertThat(scim.put(path, Json.user(other)).is(200).text("/userName")).isEqualTo(other);
    }

    @Test
    @DisplayName("RFC 7643 §4.1.1: active false deactivates, active true activates again")
    void deactivatesAndActivates() {
        scim.put(path, Json.user(name, "{'active': false}")).is(200);
        assertThat(scim.get(path).at("/active").asBoolean(true)).isFalse();
        scim.put(path, Json.user(name, "{'active': true}")).is(200);
        assertThat(scim.get(path).at("/active").asBoolean(false)).isTrue();
    }
}

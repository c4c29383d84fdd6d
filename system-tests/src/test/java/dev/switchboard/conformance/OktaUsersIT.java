package dev.switchboard.conformance;

import static dev.switchboard.conformance.OktaRequests.okta;
import static dev.switchboard.conformance.OktaRequests.oktaBody;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

import java.util.Locale;

/** What Okta sends for users, as okta.json beside this class records it. */
@Conformance
final class OktaUsersIT {

    private final Scim scim;
    private final String name;

    OktaUsersIT(Scim scim) {
        this.scim = scim;
        this.name = scim.userName("Okta.User");
    }

    @Test
    @DisplayName("Okta test-connection: GET /Users?startIndex=1&count=2")
    void testsTheConnection() {
        ScimAnswer list = call("GET", okta("test-connection").path("path").asString("")).send();
        assertThat(list.isList().at("/Resources").size()).isLessThanOrEqualTo(2);
    }

    @Test
    @DisplayName("Okta test-connection: a wrong token is 401 with the SCIM error body")
    void refusesAWrongToken() {
        call("GET", okta("test-connection").path("path").asString(""))
                .authorization("Bearer wrong")
                .send()
                .isError(401);
    }

    @Test
    @DisplayName("Okta: the bare token without a scheme is taken too (header auth templates)")
    void takesABareToken() {
        call("GET", "/Users?startIndex=1&count=2")
                .authorization(scim.server().token())
                .send()
                .isList();
    }

    @Test
    @DisplayName("Okta lookup-user-%20: a miss is 200 with totalResults 0, all as numbers")
    void looksUpNobody() {
        ScimAnswer list = lookup("lookup-user-%20", "test.user%40okta.local");
        assertThat(list.number("/totalResults")).isZero();
        for (String number : new String[] {"/startIndex", "/itemsPerPage"}) {
            assertThat(list.at(number).isMissingNode() || list.at(number).isIntegralNumber())
                    .as(number)
                    .isTrue();
        }
    }

    @Test
    @DisplayName("Okta lookup-user-%20: finds, in any case")
    void looksUp() {
        scim.createUser(create());
        assertThat(lookup("lookup-user-%20", "test.user%40okta.local").found("userName"))
                .containsExactly(name);
        assertThat(
                        scim.users("userName eq \"" + name.toUpperCase(Locale.ROOT) + "\"")
                                .found("userName"))
                .containsExactly(name);
    }

    @Test
    @DisplayName("Okta lookup-user-plus: blanks as +")
    void looksUpWithPluses() {
        scim.createUser(create());
        assertThat(lookup("lookup-user-plus", "jane.doe%40example.com").found("userName"))
                .containsExactly(name);
    }

    @Test
    @DisplayName("Okta create-user: 201 with the full user, no password, groups [] accepted")
    void creates() {
        ScimAnswer created = send("POST", "/Users", create()).is(201);
        assertThat(created.text("/userName")).isEqualTo(name);
        assertThat(created.text("/name/familyName")).isEqualTo("User");
        assertThat(created.text("/emails/0/value")).isNotEmpty();
        assertThat(created.at("/active").asBoolean(false)).isTrue();
        assertThat(created.body()).doesNotContain("1mz050nq");
    }

    @Test
    @DisplayName("Okta acceptance: create as application/json, again is 409 with a detail")
    void createsAsPlainJson() {
        Call call = scim.call("POST", "/Users").contentType("application/json");
        scim.remember("/Users", call.body(create()).send()).is(201);
        ScimAnswer again = send("POST", "/Users", create()).isError(409, "uniqueness");
        assertThat(again.text("/detail")).isNotBlank();
    }

    @Test
    @DisplayName("Okta AIW create: an e-mail without a type")
    void createsWithAnUntypedMail() {
        ObjectNode body = create();
        ((ObjectNode) body.at("/emails/0")).remove("type");
        assertThat(send("POST", "/Users", body).is(201).at("/emails")).hasSize(1);
    }

    @Test
    @DisplayName("Okta put-user: stale meta in odd formats, password and groups are no trouble")
    void puts() {
        String id = scim.createUser(create()).id();
        ObjectNode body = oktaBody("put-user");
        body.put("id", id).put("userName", name);
        ScimAnswer put = send("PUT", "/Users/" + id, body).is(200);
        assertThat(put.text("/name/givenName")).isEqualTo("Jane");
        assertThat(put.text("/externalId")).isEqualTo("00uq2kqg7YTkFo3cY0g3");
        assertThat(put.text("/meta/created")).doesNotContain("04-12-2018");
        assertThat(put.body()).doesNotContain("TkdFNVdIVkxhM2c9");
    }

    @Test
    @DisplayName("Okta put-user-2: e-mail with display, meta with the type only")
    void putsTheSecondForm() {
        String id = scim.createUser(create()).id();
        ObjectNode body = oktaBody("put-user-2");
        body.put("id", id).put("userName", name);
        ScimAnswer put = send("PUT", "/Users/" + id, body).is(200);
        assertThat(put.text("/name/middleName")).isEqualTo("Excited");
        assertThat(put.text("/emails/0/display")).isEqualTo("test.user@okta.local");
    }

    @Test
    @DisplayName("Okta profile update: the GET reply with an attribute changed is PUT back")
    void putsTheReplyBack() {
        String path = "/Users/" + scim.createUser(create()).id();
        ObjectNode body = Scim.copy(scim.settled(path));
        body.put("displayName", "New Name");
        ScimAnswer put = send("PUT", path, body).is(200);
        assertThat(put.text("/displayName")).isEqualTo("New Name");
        assertThat(put.at("/phoneNumbers")).isEqualTo(body.at("/phoneNumbers"));
    }

    @Test
    @DisplayName("Okta AIW deactivate and reactivate: PUT with active, the id stays")
    void deactivatesByPut() {
        String path = "/Users/" + scim.createUser(create()).id();
        ObjectNode body = Scim.copy(scim.get(path));
        send("PUT", path, body.put("active", false)).is(200);
        assertThat(scim.get(path).is(200).at("/active").asBoolean(true)).isFalse();
        send("PUT", path, body.put("active", true)).is(200);
        assertThat(scim.get(path).at("/active").asBoolean(false)).isTrue();
    }

    @Test
    @DisplayName("Okta patch-deactivate: replace without a path; active false is found still")
    void deactivatesByPatch() {
        String path = "/Users/" + scim.createUser(create()).id();
        ScimAnswer patched = send("PATCH", path, oktaBody("patch-deactivate")).is(200, 204);
        if (patched.status() == 200) {
            assertThat(patched.text("/userName")).isEqualTo(name);
        }
        assertThat(scim.get(path).at("/active").asBoolean(true)).isFalse();
        assertThat(scim.users("userName eq \"" + name + "\"").found("userName"))
                .containsExactly(name);
    }

    @Test
    @DisplayName("Okta reactivate: PATCH active true, the same id")
    void reactivatesByPatch() {
        String path = "/Users/" + scim.createUser(create()).id();
        send("PATCH", path, oktaBody("patch-deactivate")).is(200, 204);
        send("PATCH", path, Json.patch("{'op': 'replace', 'value': {'active': true}}"))
                .is(200, 204);
        assertThat(scim.get(path).at("/active").asBoolean(false)).isTrue();
    }

    @Test
    @DisplayName("Okta password sync: replace of password without a path")
    void takesAPassword() {
        String path = "/Users/" + scim.createUser(create()).id();
        ObjectNode body = Json.patch("{'op': 'replace', 'value': {'password': 'n3wS3cret'}}");
        assertThat(send("PATCH", path, body).is(200, 204).body()).doesNotContain("n3wS3cret");
    }

    @Test
    @DisplayName("Okta PUT without active keeps the stored state")
    void keepsTheState() {
        String path = "/Users/" + scim.createUser(create()).id();
        send("PATCH", path, oktaBody("patch-deactivate")).is(200, 204);
        ObjectNode body = Scim.copy(scim.get(path));
        body.remove("active");
        send("PUT", path, body).is(200);
        assertThat(scim.get(path).at("/active").asBoolean(true)).isFalse();
    }

    @Test
    @DisplayName("Okta QA C9337: empty values cause no errors")
    void takesEmptyValues() {
        String path = "/Users/" + scim.createUser(create()).id();
        ObjectNode body = Scim.copy(scim.get(path));
        body.put("displayName", "").put("title", "").putNull("nickName");
        ((ObjectNode) body.path("name")).put("middleName", "");
        send("PUT", path, body).is(200);
    }

    @Test
    @DisplayName("Okta import: startIndex past the end is itemsPerPage 0")
    void importsPastTheEnd() {
        scim.createUser(create());
        int total = scim.find("/Users", "count", 1).number("/totalResults");
        ScimAnswer page = scim.find("/Users", "startIndex", total + 101, "count", 100).isList();
        assertThat(page.number("/itemsPerPage")).isZero();
        assertThat(page.has("/Resources")).isFalse();
    }

    @Test
    @DisplayName("Okta custom attributes: an unknown extension URN comes back in GET and PUT")
    void keepsOtherExtensions() {
        String urn = "urn:example:params:scim:schemas:extension:conformance:1.0:User";
        ObjectNode body = create();
        ((tools.jackson.databind.node.ArrayNode) body.path("schemas")).add(urn);
        body.set(urn, Json.json("{'desk': 'B4', 'floors': [1, 2]}"));
        String path = "/Users/" + send("POST", "/Users", body).is(201).id();
        ScimAnswer read = scim.get(path).is(200);
        assertThat(read.text("/" + urn + "/desk")).isEqualTo("B4");
        send("PUT", path, Scim.copy(read)).is(200);
        assertThat(scim.get(path).text("/" + urn + "/desk")).isEqualTo("B4");
    }

    @Test
    @DisplayName("Okta base URL with a trailing slash: a doubled slash is tolerated")
    void toleratesADoubledSlash() {
        call("GET", "//Users?startIndex=1&count=2").send().isList();
    }

    private ScimAnswer lookup(String request, String recorded) {
        String path = okta(request).path("path").asString("");
        assertThat(path).contains(recorded);
        return call("GET", path.replace(recorded, Call.encode(name))).send().isList();
    }

    private ObjectNode create() {
        ObjectNode body = oktaBody("create-user").put("userName", name);
        ((ObjectNode) body.at("/emails/0")).put("value", name);
        return body.put("externalId", "00u" + name);
    }

    private ScimAnswer send(String method, String path, ObjectNode body) {
        return scim.remember(path, call(method, path).body(body).send());
    }

    private Call call(String method, String path) {
        return OktaRequests.call(scim, method, path);
    }
}

package dev.switchboard.conformance;

import static dev.switchboard.conformance.OktaRequests.okta;
import static dev.switchboard.conformance.OktaRequests.oktaBody;
import static dev.switchboard.conformance.OktaRequests.with;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

/** What Okta sends for groups, as okta.json beside this class records it. */
@Conformance
final class OktaGroupsIT {

    private final Scim scim;
    private final String name;

    OktaGroupsIT(Scim scim) {
        scim.needsGroups();
        this.scim = scim;
        this.name = scim.unique("Okta Group");
    }

    @Test
    @DisplayName("Okta list-groups: GET /Groups?startIndex=1&count=100")
    void lists() {
        OktaRequests.call(scim, "GET", okta("list-groups").path("path").asString(""))
                .send()
                .isList();
    }

    @Test
    @DisplayName("Okta lookup-group: by displayName, a miss is an empty list, a hit is exact")
    void looksUp() {
        String path = okta("lookup-group").path("path").asString("");
        String own = path.replace("Test%20SCIMv2", Call.encode(name));
        assertThat(scim.get(own).isList().number("/totalResults")).isZero();
        create();
        assertThat(scim.get(own).isList().found("displayName")).containsExactly(name);
    }

    @Test
    @DisplayName("Okta post-group-empty: members []")
    void createsAnEmptyGroup() {
        ScimAnswer group = scim.get(create()).is(200);
        assertThat(group.text("/displayName")).isEqualTo(name);
        assertThat(group.has("/members")).isFalse();
    }

    @Test
    @DisplayName("Okta post-group-with-members: members with display and without type")
    void createsWithMembers() {
        String one = scim.newUser();
        String two = scim.newUser();
        ObjectNode body =
                with(
                        with(
                                oktaBody("post-group-with-members"),
                                "85467bb36e1c4f8991750501bf491962",
                                one),
                        "2fabb15c24a2440c93a0214599603bcb",
                        two);
        ScimAnswer created = send("POST", "/Groups", body.put("displayName", name)).is(201);
        assertThat(scim.get("/Groups/" + created.id()).texts("/members", "value"))
                .containsExactlyInAnyOrder(one, two);
    }

    @Test
    @DisplayName("Okta patch-group-rename: the id inside the value is no error")
    void renames() {
        String path = create();
        String other = scim.unique("Renamed");
        ObjectNode body = with(oktaBody("patch-group-rename"), "Test SCIMv2", other);
        body = with(body, "abf4dd94-a4c0-4f67-89c9-76b03340cb9b", path.replace("/Groups/", ""));
        send("PATCH", path, body).is(200, 204);
        assertThat(scim.get(path).text("/displayName")).isEqualTo(other);
    }

    @Test
    @DisplayName("Okta patch-group-rename with the unchanged name, before every member change")
    void renamesToTheSame() {
        String path = create();
        ObjectNode body = with(oktaBody("patch-group-rename"), "Test SCIMv2", name);
        body = with(body, "abf4dd94-a4c0-4f67-89c9-76b03340cb9b", path.replace("/Groups/", ""));
        send("PATCH", path, body).is(200, 204);
    }

    @Test
    @DisplayName("Okta patch-group-members-delta: removes, then one add of several")
    void changesMembers() {
        String stay = scim.newUser();
        String gone = scim.newUser();
        String never = scim.newUser();
        String come = scim.newUser();
        String path = "/Groups/" + scim.createGroup(stay, gone).id();
        ObjectNode body = with(oktaBody("patch-group-members-delta"), "removeUser1", gone);
        body = with(body, "removeUser2", never);
        body = with(with(body, "addUser1\"", come + "\""), "addUser2\"", stay + "\"");
        send("PATCH", path, body).is(200, 204);
        assertThat(scim.get(path).texts("/members", "value")).containsExactlyInAnyOrder(stay, come);
    }

    @Test
    @DisplayName("Okta patch-group-members-delta: one unknown member does not fail the others")
    void survivesUnknownMembers() {
        String come = scim.newUser();
        String path = create();
        ObjectNode body = with(oktaBody("patch-group-members-delta"), "addUser1\"", come + "\"");
        send("PATCH", path, body).is(200, 204);
        assertThat(scim.get(path).texts("/members", "value")).contains(come);
    }

    @Test
    @DisplayName("Okta patch-group-members-full: replace of members (Push Now)")
    void pushesAllMembers() {
        String one = scim.newUser();
        String two = scim.newUser();
        String path = "/Groups/" + scim.createGroup(scim.newUser()).id();
        ObjectNode body =
                with(
                        oktaBody("patch-group-members-full"),
                        "23a35c27-23d3-4c03-b4c5-6443c09e7173",
                        one);
        body = with(body, "89bb1940-b905-4575-9e7f-6f887cfb368e", two);
        send("PATCH", path, body).is(200, 204);
        assertThat(scim.get(path).texts("/members", "value")).containsExactlyInAnyOrder(one, two);
    }

    @Test
    @DisplayName("Okta patch-group-push-now-empty: replace of members by []")
    void pushesNobody() {
        String path = "/Groups/" + scim.createGroup(scim.newUser()).id();
        send("PATCH", path, oktaBody("patch-group-push-now-empty")).is(200, 204);
        assertThat(scim.get(path).has("/members")).isFalse();
    }

    @Test
    @DisplayName("Okta put-group: the whole group with its members (AIW)")
    void puts() {
        String one = scim.newUser();
        String two = scim.newUser();
        String path = create();
        ObjectNode body = oktaBody("put-group");
        body.put("id", path.replace("/Groups/", "")).put("displayName", name);
        body = with(body, "978dc5c3d4aa4014a3678e9d30ef093a", one);
        body = with(body, "54c76a50f48c42e38c10f350f8e6055e", two);
        send("PUT", path, body).is(200);
        assertThat(scim.get(path).texts("/members", "value")).containsExactlyInAnyOrder(one, two);
    }

    @Test
    @DisplayName("Okta delete-group: 204")
    void deletes() {
        String path = create();
        OktaRequests.call(scim, "DELETE", path).send().is(204);
        scim.get(path).isError(404);
    }

    @Test
    @DisplayName("Okta batches: 256 memberships in one PATCH, unknown ones among them")
    void takesLargeBatches() {
        String path = create();
        String come = scim.newUser();
        ObjectNode body = Json.object("{'schemas': ['%s']}", Urns.PATCH);
        tools.jackson.databind.node.ArrayNode operations = body.putArray("Operations");
        for (int i = 0; i < 255; i++) {
            operations.add(
                    Json.json("{'op': 'remove', 'path': 'members[value eq \\\"gone-%s\\\"]'}", i));
        }
        operations.add(
                Json.json("{'op': 'add', 'path': 'members', 'value': [{'value': '%s'}]}", come));
        send("PATCH", path, body).is(200, 204);
        assertThat(scim.get(path).texts("/members", "value")).containsExactly(come);
    }

    private String create() {
        ObjectNode body = oktaBody("post-group-empty").put("displayName", name);
        return "/Groups/" + send("POST", "/Groups", body).is(201).id();
    }

    private ScimAnswer send(String method, String path, ObjectNode body) {
        return scim.remember(path, OktaRequests.call(scim, method, path).body(body).send());
    }
}

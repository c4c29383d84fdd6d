package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

/** {@code /Groups}: RFC 7643 §4.2, RFC 7644 §3.3 to §3.6. */
@Conformance
final class GroupsIT {

    private final Scim scim;

    GroupsIT(Scim scim) {
        scim.needsGroups();
        this.scim = scim;
    }

    @Test
    @DisplayName("RFC 7644 §3.3: POST is 201 with Location, meta and the name")
    void creates() {
        String name = scim.unique("group");
        ScimAnswer created = scim.post("/Groups", Json.group(name)).is(201);
        assertThat(created.text("/displayName")).isEqualTo(name);
        assertThat(created.texts("/schemas")).containsExactly(Urns.GROUP);
        assertThat(created.header("Location")).isEqualTo(created.text("/meta/location"));
        assertThat(created.text("/meta/resourceType")).isEqualTo("Group");
    }

    @Test
    @DisplayName("RFC 7643 §4.2: displayName is REQUIRED")
    void requiresAName() {
        scim.post("/Groups", Json.object("{'schemas': ['%s'], 'members': []}", Urns.GROUP))
                .isError(400, "invalidValue");
    }

    @Test
    @DisplayName("RFC 7643 §4.2: POST with members stores them")
    void createsWithMembers() {
        String user = scim.newUser();
        ScimAnswer group = scim.createGroup(user);
        assertThat(scim.get("/Groups/" + group.id()).texts("/members", "value"))
                .containsExactly(user);
    }

    @Test
    @DisplayName("RFC 7643 §4.2: a member has $ref and type")
    void describesMembers() {
        String user = scim.newUser();
        ScimAnswer group = scim.get("/Groups/" + scim.createGroup(user).id()).is(200);
        assertThat(group.text("/members/0/$ref")).endsWith("/Users/" + user);
        assertThat(group.text("/members/0/type")).isEqualTo("User");
    }

    @Test
    @DisplayName("RFC 7643 §4.1.2: a user's groups are those it is a direct member of")
    void tellsTheUser() {
        String user = scim.newUser();
        ScimAnswer group = scim.createGroup(user);
        ScimAnswer read = scim.get("/Users/" + user).is(200);
        assertThat(read.texts("/groups", "value")).containsExactly(group.id());
        assertThat(read.text("/groups/0/display")).isEqualTo(group.text("/displayName"));
        assertThat(read.text("/groups/0/$ref")).endsWith("/Groups/" + group.id());
    }

    @Test
    @DisplayName("RFC 7643 §3.1: Users and Groups share one space of ids")
    void sharesNoIds() {
        assertThat(scim.createGroup().id()).isNotEqualTo(scim.newUser());
    }

    @Test
    @DisplayName("RFC 7644 §3.4.1: GET is 200; an unknown id and a User's are 404")
    void reads() {
        ScimAnswer group = scim.createGroup();
        assertThat(scim.get("/Groups/" + group.id()).is(200).text("/displayName"))
                .isEqualTo(group.text("/displayName"));
        scim.get("/Groups/" + scim.newUser()).isError(404);
        scim.get("/Groups/none").isError(404);
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.2: displayName eq finds exactly that group")
    void findsByName() {
        String name = scim.unique("group");
        scim.post("/Groups", Json.group(name)).is(201);
        scim.post("/Groups", Json.group(name + " more")).is(201);
        ScimAnswer found =
                scim.find(
                        "/Groups",
                        "filter",
                        "displayName eq \"" + name + "\"",
                        "startIndex",
                        1,
                        "count",
                        100);
        assertThat(found.isList().found("displayName")).containsExactly(name);
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.2: members.value eq finds the groups of a user")
    void findsByMember() {
        String user = scim.newUser();
        ScimAnswer group = scim.createGroup(user);
        scim.createGroup();
        ScimAnswer found =
                scim.find("/Groups", "filter", "members.value eq \"" + user + "\"").isList();
        assertThat(found.found("id")).containsExactly(group.id());
        ScimAnswer byPath =
                scim.find("/Groups", "filter", "members[value eq \"" + user + "\"]").isList();
        assertThat(byPath.found("id")).containsExactly(group.id());
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.2: groups.value eq finds the users of a group")
    void findsUsersByGroup() {
        String user = scim.newUser();
        ScimAnswer group = scim.createGroup(user);
        assertThat(scim.users("groups.value eq \"" + group.id() + "\"").isList().found("id"))
                .containsExactly(user);
    }

    @Test
    @DisplayName("RFC 7644 §3.9: excludedAttributes=members leaves them out")
    void leavesOutMembers() {
        ScimAnswer group = scim.createGroup(scim.newUser());
        ScimAnswer read = scim.find("/Groups/" + group.id(), "excludedAttributes", "members");
        assertThat(read.is(200).has("/members")).isFalse();
        assertThat(read.has("/displayName")).isTrue();
    }

    @Test
    @DisplayName("RFC 7644 §3.5.1: PUT replaces name and members")
    void replaces() {
        String one = scim.newUser();
        String two = scim.newUser();
        String path = "/Groups/" + scim.createGroup(one).id();
        String name = scim.unique("renamed");
        ScimAnswer put = scim.put(path, Json.group(name, two)).is(200);
        assertThat(put.text("/displayName")).isEqualTo(name);
        assertThat(scim.get(path).texts("/members", "value")).containsExactly(two);
        assertThat(scim.get("/Users/" + one).has("/groups")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.5.1: PUT without members, or with [], empties the group")
    void empties() {
        ScimAnswer group = scim.createGroup(scim.newUser());
        scim.put("/Groups/" + group.id(), Json.group(group.text("/displayName"))).is(200);
        assertThat(scim.get("/Groups/" + group.id()).has("/members")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.5.1: a group's own representation can be PUT back")
    void takesItsOwnRepresentation() {
        String user = scim.newUser();
        ScimAnswer group = scim.get("/Groups/" + scim.createGroup(user).id()).is(200);
        scim.put("/Groups/" + group.id(), Scim.copy(group)).is(200);
        assertThat(scim.get("/Groups/" + group.id()).texts("/members", "value"))
                .containsExactly(user);
    }

    @Test
    @DisplayName("RFC 7644 §3.5.1: PUT to an unknown group is 404")
    void replacesNothingUnknown() {
        scim.put("/Groups/none", Json.group(scim.unique("group"))).isError(404);
    }

    @Test
    @DisplayName("RFC 7644 §3.6: DELETE is 204, then 404, and its users know it no more")
    void deletes() {
        String user = scim.newUser();
        String path = "/Groups/" + scim.createGroup(user).id();
        assertThat(scim.delete(path).is(204).body()).isEmpty();
        scim.get(path).isError(404);
        scim.delete(path).isError(404);
        assertThat(scim.get("/Users/" + user).is(200).has("/groups")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.6: a deleted user is a member no more")
    void forgetsDeletedUsers() {
        String user = scim.newUser();
        String path = "/Groups/" + scim.createGroup(user).id();
        scim.delete("/Users/" + user).is(204);
        assertThat(scim.get(path).is(200).has("/members")).isFalse();
    }

    @Test
    @DisplayName("RFC 7643 §4.2: a group may be a member of a group")
    void nests() {
        String inner = scim.createGroup().id();
        ScimAnswer outer = scim.post("/Groups", Json.group(scim.unique("outer"), inner));
        if (outer.status() == 201) {
            assertThat(scim.get("/Groups/" + outer.id()).texts("/members", "value"))
                    .containsExactly(inner);
        } else {
            outer.isError(400, "invalidValue");
        }
    }

    @Test
    @DisplayName("RFC 7643 §2.4: a member given twice is a member once")
    void holdsMembersOnce() {
        String user = scim.newUser();
        ScimAnswer group = scim.createGroup(user, user);
        assertThat(scim.get("/Groups/" + group.id()).at("/members")).hasSize(1);
    }

    @Test
    @DisplayName("RFC 7644 §3.3: a client's id and meta are ignored")
    void ignoresReadOnlyValues() {
        ObjectNode body = Json.group(scim.unique("group"));
        body.put("id", "my-own-id");
        assertThat(scim.post("/Groups", body).is(201).id()).isNotEqualTo("my-own-id");
    }

    @Test
    @DisplayName("RFC 7644 §3.14: PUT with another If-Match is 412")
    void comparesVersions() {
        scim.needs(scim.features().etag(), "ETags");
        ScimAnswer group = scim.createGroup();
        scim.call("PUT", "/Groups/" + group.id())
                .header("If-Match", "W/\"stale\"")
                .body(Json.group(scim.unique("x")))
                .send()
                .isError(412);
    }

    @Test
    @DisplayName("RFC 7643 §3.1: externalId of a group comes back and finds it")
    void keepsTheExternalId() {
        ObjectNode body = Json.group(scim.unique("group"));
        body.put("externalId", scim.unique("Ext"));
        ScimAnswer group = scim.post("/Groups", body).is(201);
        ScimAnswer found =
                scim.find(
                        "/Groups", "filter", "externalId eq \"" + group.text("/externalId") + "\"");
        assertThat(found.isList().found("id")).containsExactly(group.id());
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.4: count and startIndex page the groups")
    void pages() {
        scim.createGroup();
        scim.createGroup();
        ScimAnswer page = scim.find("/Groups", "startIndex", 1, "count", 1).isList();
        assertThat(page.at("/Resources")).hasSize(1);
        assertThat(page.number("/totalResults")).isGreaterThanOrEqualTo(2);
    }
}

package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.Locale;

/** Faults that other service providers are known for. */
@Conformance
final class PeerFaultsIT {

    private final Scim scim;

    PeerFaultsIT(Scim scim) {
        this.scim = scim;
    }

    @Test
    @DisplayName("Peer fault: a duplicate that differs in letter case is accepted")
    void refusesDuplicatesInOtherCase() {
        String name = scim.userName("Case");
        scim.createUser(Json.user(name));
        scim.post("/Users", Json.user(name.toUpperCase(Locale.ROOT))).isError(409, "uniqueness");
    }

    @Test
    @DisplayName("Peer fault: 'and' binds no stronger than 'or'")
    void bindsAndBeforeOr() {
        String name = scim.createUser("{'title': 'Clerk'}").text("/userName");
        String filter =
                "userName eq \"%s\" or title eq \"Clerk\" and userName eq \"nobody\""
                        .formatted(name);
        assertThat(scim.users(filter).isList().found("userName")).containsExactly(name);
    }

    @Test
    @DisplayName("Peer fault: 'not' is ignored")
    void negates() {
        String name = scim.createUser("{'title': 'Clerk'}").text("/userName");
        String filter = "userName eq \"%s\" and not (title eq \"Clerk\")".formatted(name);
        assertThat(scim.users(filter).isList().number("/totalResults")).isZero();
    }

    @Test
    @DisplayName("Peer fault: externalId eq finds nothing")
    void findsByExternalId() {
        String externalId = scim.unique("00uX");
        String id = scim.createUser("{'externalId': '" + externalId + "'}").id();
        assertThat(scim.users("externalId eq \"" + externalId + "\"").found("id"))
                .containsExactly(id);
    }

    @Test
    @DisplayName("Peer fault: a 409 without scimType")
    void saysWhyItConflicts() {
        String name = scim.createUser().text("/userName");
        assertThat(scim.post("/Users", Json.user(name)).is(409).text("/scimType"))
                .isEqualTo("uniqueness");
    }

    @Test
    @DisplayName("Peer fault: the password is echoed in the 201")
    void keepsThePassword() {
        assertThat(scim.createUser("{'password': '1mz050nq'}").body())
                .doesNotContain("1mz050nq", "password");
    }

    @Test
    @DisplayName("Peer fault: a user without 'active' is stored inactive")
    void createsActiveUsers() {
        ScimAnswer created = scim.createUser();
        assertThat(created.at("/active").asBoolean(false)).isTrue();
        assertThat(scim.get("/Users/" + created.id()).at("/active").asBoolean(false)).isTrue();
    }

    @Test
    @DisplayName("Peer fault: PUT of a user's own record is refused as a duplicate")
    void takesTheOwnRecord() {
        ScimAnswer created = scim.createUser();
        scim.put("/Users/" + created.id(), Scim.copy(created)).is(200);
    }

    @Test
    @DisplayName("Peer fault: PATCH on an extension is answered 200 and ignored")
    void patchesExtensions() {
        String path = "/Users/" + scim.newUser();
        scim.patch(
                        path,
                        "{'op': 'replace', 'path': '"
                                + Urns.ENTERPRISE
                                + ":department', 'value': 'Sales'}")
                .is(200, 204);
        assertThat(scim.get(path).text("/" + Urns.ENTERPRISE + "/department")).isEqualTo("Sales");
    }

    @Test
    @DisplayName("Peer fault: PATCH on phoneNumbers is answered 200 and ignored")
    void patchesPhoneNumbers() {
        String path = "/Users/" + scim.newUser();
        scim.patch(
                        path,
                        "{'op': 'add', 'path': 'phoneNumbers', 'value':"
                                + " [{'value': 'tel:+1-201-555-0177', 'type': 'mobile'}]}")
                .is(200, 204);
        assertThat(scim.get(path).texts("/phoneNumbers", "value")).contains("tel:+1-201-555-0177");
    }

    @Test
    @DisplayName("Peer fault: count=0 returns everything")
    void returnsNothingForCountZero() {
        scim.newUser();
        ScimAnswer list = scim.find("/Users", "count", 0).isList();
        assertThat(list.has("/Resources")).isFalse();
        assertThat(list.number("/totalResults")).isPositive();
    }

    @Test
    @DisplayName("Peer fault: ETags are advertised and not enforced")
    void enforcesVersions() {
        scim.needs(scim.features().etag(), "ETags");
        String path = "/Users/" + scim.newUser();
        scim.call("DELETE", path).header("If-Match", "W/\"stale\"").send().isError(412);
        scim.get(path).is(200);
    }

    @Test
    @DisplayName("Peer fault: members in a POST of a group are ignored")
    void createsGroupsWithMembers() {
        scim.needsGroups();
        String user = scim.newUser();
        ScimAnswer group = scim.createGroup(user);
        assertThat(scim.get("/Groups/" + group.id()).texts("/members", "value"))
                .containsExactly(user);
    }

    @Test
    @DisplayName("Peer fault: members in a PUT of a group are ignored")
    void replacesGroupsWithMembers() {
        scim.needsGroups();
        String user = scim.newUser();
        ScimAnswer group = scim.createGroup();
        scim.put("/Groups/" + group.id(), Json.group(group.text("/displayName"), user)).is(200);
        assertThat(scim.get("/Groups/" + group.id()).texts("/members", "value"))
                .containsExactly(user);
    }

    @Test
    @DisplayName("Peer fault: a second DELETE is answered 500")
    void deletesOnce() {
        String path = "/Users/" + scim.newUser();
        scim.delete(path).is(204);
        scim.delete(path).isError(404);
    }

    @Test
    @DisplayName("Peer fault: an unresolvable manager.value fails the whole create")
    void takesUnknownManagers() {
        ScimAnswer created =
                scim.createUser(
                        Json.enterpriseUser(
                                scim.userName("ada"), "{'manager': {'value': 'nobody-here'}}"));
        assertThat(created.text("/userName")).isNotEmpty();
    }

    @Test
    @DisplayName("Peer fault: an inactive user is not found, so the IdP creates a second one")
    void findsInactiveUsers() {
        String name = scim.createUser("{'active': false}").text("/userName");
        assertThat(scim.users("userName eq \"" + name + "\"").found("userName"))
                .containsExactly(name);
    }

    @Test
    @DisplayName("Peer fault: userName comes back in lower case")
    void keepsTheCase() {
        String name = "Runscope123Abc" + scim.userName("X");
        assertThat(scim.createUser(Json.user(name)).text("/userName")).isEqualTo(name);
    }

    @Test
    @DisplayName("Peer fault: a filtered remove clears all values")
    void removesOnlyWhatMatches() {
        String path =
                "/Users/"
                        + scim.createUser(
                                        "{'emails': [{'value': 'a@x.example', 'type': 'work'},"
                                                + " {'value': 'b@x.example', 'type': 'home'}]}")
                                .id();
        scim.patch(path, "{'op': 'remove', 'path': 'emails[value eq \\\"a@x.example\\\"]'}")
                .is(200, 204);
        assertThat(scim.get(path).texts("/emails", "value")).containsExactly("b@x.example");
    }
}

package dev.switchboard.conformance;

import static dev.switchboard.conformance.OktaRequests.entraBody;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.node.ObjectNode;

/** What Microsoft Entra sends, as entra.json beside this class records it. */
@Conformance
final class EntraDialectIT {

    private static final String EMPLOYEE_NUMBER = "/" + Urns.ENTERPRISE + "/employeeNumber";

    private final Scim scim;
    private final String path;

    EntraDialectIT(Scim scim) {
        this.scim = scim;
        this.path = "/Users/" + scim.createUser("{'externalId': 'jyoung'}").id();
    }

    @ParameterizedTest(name = "Entra {0}: the user is inactive")
    @ValueSource(strings = {"disable-default", "disable-optscim"})
    void disables(String request) {
        send(path, entraBody(request)).is(200, 204);
        assertThat(scim.get(path).at("/active")).isEqualTo(Json.json("false"));
    }

    @ParameterizedTest(name = "Entra: active as the string {0}")
    @ValueSource(strings = {"True", "true", "TRUE"})
    void enables(String text) {
        send(path, entraBody("disable-default")).is(200, 204);
        ObjectNode body = OktaRequests.with(entraBody("disable-default"), "False", text);
        send(path, body).is(200, 204);
        assertThat(scim.get(path).at("/active")).isEqualTo(Json.json("true"));
    }

    @Test
    @DisplayName("Entra replace-many-default: capital ops, value paths and URN paths")
    void replacesMany() {
        send(path, entraBody("replace-many-default")).is(200, 204);
        ScimAnswer user = scim.get(path);
        assertThat(user.text("/displayName")).isEqualTo("Pvlo");
        assertThat(user.texts("/emails", "value")).contains("TestBcwqnm@test.microsoft.com");
        assertThat(user.text("/name/givenName")).isEqualTo("Gtfd");
        assertThat(user.text("/name/familyName")).isEqualTo("Pkqf");
        assertThat(user.text("/externalId")).isEqualTo("Eqpj");
        assertThat(user.text(EMPLOYEE_NUMBER)).isEqualTo("Eqpj");
        assertThat(user.texts("/schemas")).contains(Urns.ENTERPRISE);
    }

    @Test
    @DisplayName("Entra replace-many-optscim: dotted keys and URN keys in a value without a path")
    void replacesManyByKeys() {
        send(path, entraBody("replace-many-optscim")).is(200, 204);
        ScimAnswer user = scim.get(path);
        assertThat(user.text("/displayName")).isEqualTo("Bjfe");
        assertThat(user.text("/name/givenName")).isEqualTo("Kkom");
        assertThat(user.text("/name/familyName")).isEqualTo("Unua");
        assertThat(user.text(EMPLOYEE_NUMBER)).isEqualTo("Aklq");
    }

    @Test
    @DisplayName("Entra: Add by emails[type eq \"work\"].value makes the value if there is none")
    void makesTheValue() {
        String other = "/Users/" + scim.createUser("{'emails': []}").id();
        ObjectNode body =
                Json.patch(
                        "{'op': 'Add', 'path': 'emails[type eq \\\"work\\\"].value',"
                                + " 'value': 'new@test.example'}");
        send(other, body).is(200, 204);
        ScimAnswer user = scim.get(other);
        assertThat(user.texts("/emails", "value")).containsExactly("new@test.example");
        assertThat(user.texts("/emails", "type")).containsExactly("work");
    }

    @Test
    @DisplayName("Entra: POST with active \"True\" makes an active user")
    void createsWithAString() {
        assertThat(scim.createUser("{'active': 'True'}").at("/active"))
                .isEqualTo(Json.json("true"));
    }

    @Test
    @DisplayName("Entra: externalId eq finds the user")
    void findsByExternalId() {
        assertThat(scim.users("externalId eq \"jyoung\"").isList().found("externalId"))
                .contains("jyoung");
    }

    @Test
    @DisplayName("Entra: emails[type eq \"work\"].value eq finds the user")
    void findsByAWorkAddress() {
        String address = scim.unique("work") + "@test.example";
        String id =
                scim.createUser("{'emails': [{'type': 'work', 'value': '" + address + "'}]}").id();
        assertThat(
                        scim.users("emails[type eq \"work\"].value eq \"" + address + "\"")
                                .isList()
                                .found("id"))
                .containsExactly(id);
        assertThat(
                        scim.users("emails[type eq \"home\"].value eq \"" + address + "\"")
                                .isList()
                                .found("id"))
                .isEmpty();
    }

    @ParameterizedTest(name = "Entra: manager as {0} is no trouble")
    @ValueSource(strings = {"'26118915-6090-4610-87e4-49d8ca9f808d'", "{'value': '26118915'}"})
    void takesManagers(String manager) {
        ObjectNode body =
                Json.patch(
                        "{'op': 'Add', 'path': '"
                                + Urns.ENTERPRISE
                                + ":manager', 'value': "
                                + manager
                                + "}");
        send(path, body).is(200, 204);
        assertThat(scim.get(path).has("/" + Urns.ENTERPRISE + "/manager")).isTrue();
    }

    @ParameterizedTest(name = "Entra {0}: that member is removed, no other")
    @ValueSource(strings = {"remove-member-default", "remove-member-optscim"})
    void removesAMember(String request) {
        scim.needsGroups();
        String gone = scim.newUser();
        String stay = scim.newUser();
        String group = "/Groups/" + scim.createGroup(gone, stay).id();
        ObjectNode body = OktaRequests.with(entraBody(request), "u1091", gone);
        send(group, OktaRequests.with(body, "7f4bc1a3-285e-48ae-8202-5accb43efb0e", gone))
                .is(200, 204);
        assertThat(scim.get(group).texts("/members", "value")).containsExactly(stay);
    }

    @Test
    @DisplayName("Entra: Add of members with a capital op")
    void addsMembers() {
        scim.needsGroups();
        String user = scim.newUser();
        String group = "/Groups/" + scim.createGroup().id();
        send(
                        group,
                        Json.patch(
                                "{'op': 'Add', 'path': 'members', 'value': [{'value': '"
                                        + user
                                        + "'}]}"))
                .is(200, 204);
        assertThat(scim.get(group).texts("/members", "value")).containsExactly(user);
    }

    private ScimAnswer send(String target, ObjectNode body) {
        return scim.call("PATCH", target)
                .contentType("application/scim+json; charset=utf-8")
                .body(body)
                .send();
    }
}

package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code attributes} and {@code excludedAttributes}: RFC 7644 §3.4.2.5 and §3.9. */
@Conformance
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProjectionIT {

    private final Scim scim;
    private String userName = "";
    private String path = "";

    ProjectionIT(Scim scim) {
        this.scim = scim;
    }

    @BeforeAll
    void createUser() {
        userName = scim.userName("projected");
        path =
                "/Users/"
                        + scim.createUser(
                                        Json.enterpriseUser(
                                                userName,
                                                "{'department': 'Sales', 'costCenter': '12'}"))
                                .id();
    }

    @Test
    @DisplayName("RFC 7644 §3.9: attributes names all that is returned, besides id")
    void returnsOnlyWhatIsAsked() {
        ScimAnswer user = scim.find(path, "attributes", "userName").is(200);
        assertThat(user.text("/userName")).isEqualTo(userName);
        assertThat(user.has("/id")).isTrue();
        assertThat(user.has("/emails")).isFalse();
        assertThat(user.has("/name")).isFalse();
        assertThat(user.has("/meta")).isFalse();
    }

    @Test
    @DisplayName("RFC 7643 §3: schemas is always there")
    void returnsSchemasAlways() {
        assertThat(scim.find(path, "attributes", "userName").texts("/schemas")).contains(Urns.USER);
        assertThat(scim.find(path, "excludedAttributes", "schemas").texts("/schemas"))
                .contains(Urns.USER);
    }

    @Test
    @DisplayName("RFC 7644 §3.9: attributes takes several, comma-separated")
    void takesSeveral() {
        ScimAnswer user = scim.find(path, "attributes", "userName,emails").is(200);
        assertThat(user.has("/userName")).isTrue();
        assertThat(user.has("/emails")).isTrue();
        assertThat(user.has("/name")).isFalse();
    }

    @ParameterizedTest(name = "RFC 7643 §2.1: attributes={0} finds userName")
    @ValueSource(
            strings = {
                "username",
                "USERNAME",
                "urn:ietf:params:scim:schemas:core:2.0:User:userName",
                "URN:IETF:PARAMS:SCIM:SCHEMAS:CORE:2.0:USER:USERNAME"
            })
    void takesNamesInAnyForm(String name) {
        assertThat(scim.find(path, "attributes", name).is(200).text("/userName"))
                .isEqualTo(userName);
    }

    @Test
    @DisplayName("RFC 7644 §3.10: attributes takes sub-attributes of a complex attribute")
    void takesSubAttributes() {
        ScimAnswer user = scim.find(path, "attributes", "name.givenName").is(200);
        assertThat(user.text("/name/givenName")).isEqualTo("Ada");
        assertThat(user.has("/name/familyName")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.10: attributes takes sub-attributes of a multi-valued attribute")
    void takesSubAttributesOfValues() {
        ScimAnswer user = scim.find(path, "attributes", "emails.value").is(200);
        assertThat(user.text("/emails/0/value")).isEqualTo(userName);
        assertThat(user.has("/emails/0/type")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.10: attributes takes an extension's attribute by its URN")
    void takesExtensionAttributes() {
        ScimAnswer user = scim.find(path, "attributes", Urns.ENTERPRISE + ":department").is(200);
        assertThat(user.text("/" + Urns.ENTERPRISE + "/department")).isEqualTo("Sales");
        assertThat(user.has("/" + Urns.ENTERPRISE + "/costCenter")).isFalse();
        assertThat(user.has("/userName")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.10: attributes takes a whole extension by its URN")
    void takesExtensions() {
        ScimAnswer user = scim.find(path, "attributes", Urns.ENTERPRISE).is(200);
        assertThat(user.text("/" + Urns.ENTERPRISE + "/costCenter")).isEqualTo("12");
    }

    @Test
    @DisplayName("RFC 7644 §3.9: excludedAttributes leaves them out and nothing else")
    void leavesOutWhatIsExcluded() {
        ScimAnswer user = scim.find(path, "excludedAttributes", "emails,name.givenName").is(200);
        assertThat(user.has("/emails")).isFalse();
        assertThat(user.has("/name/givenName")).isFalse();
        assertThat(user.has("/name/familyName")).isTrue();
        assertThat(user.has("/userName")).isTrue();
        assertThat(user.has("/meta")).isTrue();
    }

    @Test
    @DisplayName("RFC 7644 §3.9: excludedAttributes takes a whole extension by its URN")
    void leavesOutExtensions() {
        ScimAnswer user = scim.find(path, "excludedAttributes", Urns.ENTERPRISE).is(200);
        assertThat(user.has("/" + Urns.ENTERPRISE)).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.9: excludedAttributes has no effect on what is returned always")
    void keepsTheId() {
        assertThat(scim.find(path, "excludedAttributes", "id").is(200).has("/id")).isTrue();
    }

    @Test
    @DisplayName("RFC 7644 §3.9: attributes and excludedAttributes are mutually exclusive")
    void refusesBoth() {
        scim.find(path, "attributes", "userName", "excludedAttributes", "emails")
                .isError(400, "invalidValue", "invalidSyntax");
    }

    @Test
    @DisplayName("RFC 7644 §3.9: an unknown name in attributes returns nothing more")
    void takesUnknownNames() {
        ScimAnswer user = scim.find(path, "attributes", "shoeSize");
        if (user.status() == 200) {
            assertThat(user.has("/id")).isTrue();
            assertThat(user.has("/userName")).isFalse();
        } else {
            user.isError(400);
        }
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.5: attributes shape lists")
    void shapesLists() {
        ScimAnswer list =
                scim.find(
                        "/Users",
                        "filter",
                        "userName eq \"" + userName + "\"",
                        "attributes",
                        "name.familyName");
        assertThat(list.isList().text("/Resources/0/name/familyName")).isEqualTo("Quill");
        assertThat(list.has("/Resources/0/id")).isTrue();
        assertThat(list.has("/Resources/0/userName")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.5: excludedAttributes shape lists")
    void shapesListsByExclusion() {
        ScimAnswer list =
                scim.find(
                        "/Users",
                        "filter",
                        "userName eq \"" + userName + "\"",
                        "excludedAttributes",
                        "emails");
        assertThat(list.isList().has("/Resources/0/userName")).isTrue();
        assertThat(list.has("/Resources/0/emails")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.9: attributes shape the answer to PATCH, which is then 200")
    void shapesPatch() {
        ScimAnswer patched =
                scim.patch(
                        path + "?attributes=title",
                        "{'op': 'replace', 'path': 'title', 'value': 'Clerk'}");
        assertThat(patched.is(200).text("/title")).isEqualTo("Clerk");
        assertThat(patched.has("/userName")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.9: attributes shape the answer to PUT")
    void shapesPut() {
        String own = "/Users/" + scim.newUser();
        ScimAnswer put =
                scim.put(
                        own + "?attributes=title",
                        Json.user(scim.userName("put"), "{'title': 'T'}"));
        assertThat(put.is(200).text("/title")).isEqualTo("T");
        assertThat(put.has("/userName")).isFalse();
    }
}

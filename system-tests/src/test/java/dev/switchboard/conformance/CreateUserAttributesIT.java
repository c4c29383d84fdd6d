package dev.switchboard.conformance;

import static dev.switchboard.conformance.Json.enterpriseUser;
import static dev.switchboard.conformance.Json.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.node.ObjectNode;

/** What {@code POST /Users} does with the attributes of RFC 7643 §3.1, §4.1 and §4.3. */
@Conformance
final class CreateUserAttributesIT {

    private final Scim scim;

    CreateUserAttributesIT(Scim scim) {
        this.scim = scim;
    }

    @ParameterizedTest(name = "RFC 7643 §4.1.1: {0} comes back as given")
    @CsvSource({
        "displayName, Ada Quill",
        "nickName, Addie",
        "profileUrl, https://login.example.com/ada",
        "title, Vice President",
        "userType, Employee",
        "preferredLanguage, en-US",
        "locale, en-US",
        "timezone, America/Los_Angeles",
        "externalId, 00uAbCdEf",
    })
    void keepsSimpleAttributes(String attribute, String value) {
        ScimAnswer created = scim.createUser("{'" + attribute + "': '" + value + "'}");
        assertThat(created.text("/" + attribute)).isEqualTo(value);
        assertThat(scim.get("/Users/" + created.id()).text("/" + attribute)).isEqualTo(value);
    }

    @ParameterizedTest(name = "RFC 7643 §4.1.1: name.{0} comes back as given")
    @ValueSource(
            strings = {
                "formatted",
                "familyName",
                "givenName",
                "middleName",
                "honorificPrefix",
                "honorificSuffix"
            })
    void keepsTheParts(String part) {
        ScimAnswer created = scim.createUser("{'name': {'" + part + "': 'Value of it'}}");
        assertThat(created.text("/name/" + part)).isEqualTo("Value of it");
    }

    @ParameterizedTest(name = "RFC 7643 §4.1.2: {0} come back as given")
    @CsvSource(
            delimiter = '|',
            value = {
                "ims           | {'value': 'someaimhandle', 'type': 'aim'}",
                "photos        | {'value': 'https://photos.example.com/1', 'type': 'photo'}",
                "entitlements  | {'value': 'calls', 'display': 'May call'}",
                "roles         | {'value': 'agent', 'display': 'Agent'}",
                "addresses     | {'type': 'work', 'locality': 'Hollywood', 'country': 'US'}",
                "emails        | {'value': 'a@b.example', 'type': 'home'}",
                "phoneNumbers  | {'value': 'tel:+1-201-555-0123', 'type': 'mobile'}",
                "x509Certificates | {'value': 'MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEFBQA='}",
            })
    void keepsMultiValuedAttributes(String attribute, String value) {
        ScimAnswer created = scim.createUser("{'" + attribute + "': [" + value + "]}");
        ObjectNode expected = Json.object(value);
        assertThat(scim.get("/Users/" + created.id()).is(200).at("/" + attribute).values())
                .anySatisfy(
                        kept ->
                                expected.properties()
                                        .forEach(
                                                member ->
                                                        assertThat(kept.path(member.getKey()))
                                                                .isEqualTo(member.getValue())));
    }

    @Test
    @DisplayName("RFC 7643 §2.4: the same value with the same type SHOULD NOT be returned twice")
    void keepsOneOfTwoEqualValues() {
        String mail = "{'value': 'twice@b.example', 'type': 'home'}";
        ScimAnswer created = scim.createUser("{'emails': [" + mail + ", " + mail + "]}");
        assertThat(scim.get("/Users/" + created.id()).texts("/emails", "value"))
                .containsOnlyOnce("twice@b.example");
    }

    @ParameterizedTest(name = "RFC 7643 §4.3: {0} of the enterprise extension comes back")
    @ValueSource(
            strings = {"employeeNumber", "costCenter", "organization", "division", "department"})
    void keepsEnterpriseAttributes(String attribute) {
        ScimAnswer created =
                scim.createUser(
                        enterpriseUser(
                                scim.userName("ada"), "{'" + attribute + "': 'Some value'}"));
        assertThat(created.texts("/schemas")).contains(Urns.USER, Urns.ENTERPRISE);
        assertThat(created.text("/" + Urns.ENTERPRISE + "/" + attribute)).isEqualTo("Some value");
    }

    @Test
    @DisplayName("RFC 7643 §4.3: manager.value comes back")
    void keepsTheManager() {
        String boss = scim.newUser();
        ScimAnswer created =
                scim.createUser(
                        enterpriseUser(
                                scim.userName("ada"), "{'manager': {'value': '" + boss + "'}}"));
        assertThat(created.text("/" + Urns.ENTERPRISE + "/manager/value")).isEqualTo(boss);
    }

    @Test
    @DisplayName("RFC 7643 §3: no extension URN in schemas without extension attributes")
    void namesOnlyTheSchemasInUse() {
        assertThat(scim.createUser().texts("/schemas")).doesNotContain(Urns.ENTERPRISE);
    }

    @Test
    @DisplayName("RFC 7643 §3: schemas has no duplicates")
    void repeatsNoSchema() {
        ScimAnswer created =
                scim.createUser(enterpriseUser(scim.userName("ada"), "{'department': 'Sales'}"));
        assertThat(created.texts("/schemas")).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("RFC 7643 §3.1: externalId is opaque and keeps its case")
    void keepsTheCaseOfExternalId() {
        String externalId = "00uAbC-" + scim.unique("x");
        ScimAnswer created = scim.createUser("{'externalId': '" + externalId + "'}");
        assertThat(created.text("/externalId")).isEqualTo(externalId);
    }

    @Test
    @DisplayName("RFC 7643 §3.1: externalId MUST NOT be set by the service provider")
    void setsNoExternalId() {
        assertThat(scim.createUser().has("/externalId")).isFalse();
    }

    @Test
    @DisplayName("RFC 7643 §3.1: the server does not enforce uniqueness of externalId")
    void takesAnExternalIdTwice() {
        String body = "{'externalId': '" + scim.unique("same") + "'}";
        String first = scim.createUser(body).id();
        assertThat(scim.createUser(body).id()).isNotEqualTo(first);
    }

    @Test
    @DisplayName("RFC 7643 §4.1.1: password is accepted and never returned")
    void neverReturnsThePassword() {
        ScimAnswer created = scim.createUser("{'password': 't1meMa$heen'}");
        assertThat(created.body()).doesNotContainIgnoringCase("password").doesNotContain("t1meMa");
        assertThat(scim.get("/Users/" + created.id()).body())
                .doesNotContainIgnoringCase("password")
                .doesNotContain("t1meMa");
    }

    @Test
    @DisplayName("RFC 7644 §3.9: excludedAttributes cannot make a password appear")
    void neverReturnsThePasswordOnRequest() {
        ScimAnswer created =
                scim.post(
                        "/Users?attributes=password,userName",
                        user(scim.userName("ada"), "{'password': 't1meMa$heen'}"));
        assertThat(created.is(201).body()).doesNotContain("t1meMa");
    }

    @Test
    @DisplayName("RFC 7644 §3.9: attributes shape the answer to POST")
    void answersTheAskedAttributes() {
        ScimAnswer created =
                scim.post("/Users?attributes=userName", user(scim.userName("ada"))).is(201);
        assertThat(created.has("/userName")).isTrue();
        assertThat(created.has("/id")).isTrue();
        assertThat(created.has("/emails")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.9: excludedAttributes shape the answer to POST")
    void leavesOutTheExcludedAttributes() {
        ScimAnswer created =
                scim.post("/Users?excludedAttributes=emails,id", user(scim.userName("ada")))
                        .is(201);
        assertThat(created.has("/emails")).isFalse();
        assertThat(created.has("/id")).isTrue();
    }

    @Test
    @DisplayName("RFC 7644 §3.8: UTF-8 text of any script comes back unchanged")
    void keepsUnicode() {
        String display = "Zoë 李小龍 \uD83D\uDE80 Ελένη";
        ScimAnswer created = scim.createUser("{'displayName': '" + display + "'}");
        assertThat(scim.get("/Users/" + created.id()).text("/displayName")).isEqualTo(display);
    }

    @Test
    @DisplayName("RFC 7643 §4.1.2: addresses.country MUST be an ISO 3166-1 alpha-2 code")
    void refusesACountryThatIsNoCode() {
        ScimAnswer answer =
                scim.post(
                        "/Users",
                        user(scim.userName("ada"), "{'addresses': [{'country': 'Atlantis'}]}"));
        if (answer.status() != 201) {
            answer.isError(400, "invalidValue");
        }
    }

    @Test
    @DisplayName("RFC 7644 §3.3.1: an attribute that no schema has is not an internal error")
    void survivesAnUnknownAttribute() {
        ScimAnswer answer = scim.post("/Users", user(scim.userName("ada"), "{'shoeSize': '42'}"));
        if (answer.status() != 201) {
            answer.isError(400, "invalidValue", "invalidSyntax");
        } else {
            assertThat(answer.at("/shoeSize").isMissingNode())
                    .as("an attribute outside the schema in the resource")
                    .isTrue();
        }
    }
}

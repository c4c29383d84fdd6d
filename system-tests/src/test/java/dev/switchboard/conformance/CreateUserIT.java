package dev.switchboard.conformance;

import static dev.switchboard.conformance.Json.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;

/** {@code POST /Users}: RFC 7644 §3.3. */
@Conformance
final class CreateUserIT {

    private final Scim scim;

    CreateUserIT(Scim scim) {
        this.scim = scim;
    }

    @Test
    @DisplayName("RFC 7644 §3.3: success is 201 with the resource as the body")
    void answersTheResource() {
        String name = scim.userName("ada");
        ScimAnswer created = scim.post("/Users", user(name)).is(201);
        assertThat(created.text("/userName")).isEqualTo(name);
        assertThat(created.text("/name/givenName")).isEqualTo("Ada");
        assertThat(created.text("/emails/0/value")).isEqualTo(name);
        assertThat(created.texts("/schemas")).contains(Urns.USER);
    }

    @Test
    @DisplayName("RFC 7644 §3.3: the Location header and meta.location are the same URI")
    void saysTheLocationTwice() {
        ScimAnswer created = scim.createUser();
        assertThat(created.header("Location")).isEqualTo(created.text("/meta/location"));
        assertThat(created.header("Location")).endsWith("/Users/" + created.id());
    }

    @Test
    @DisplayName("RFC 7644 §3.3: the Location leads to the created resource, at once")
    void locationLeadsToTheResource() {
        ScimAnswer created = scim.createUser();
        ScimAnswer read = scim.get(scim.pathOf(created.header("Location"))).is(200);
        assertThat(read.id()).isEqualTo(created.id());
    }

    @Test
    @DisplayName("RFC 7644 §3.14: the ETag header equals meta.version")
    void saysTheVersion() {
        scim.needs(scim.features().etag(), "ETags");
        ScimAnswer created = scim.createUser();
        assertThat(created.version()).isEqualTo(created.text("/meta/version"));
    }

    @Test
    @DisplayName("RFC 7644 §3.1: the answer is application/scim+json")
    void answersScimJson() {
        assertThat(scim.createUser().header("Content-Type")).startsWith("application/scim+json");
    }

    @Test
    @DisplayName("RFC 7644 §3.3.1: meta.resourceType is set to User by the service provider")
    void setsTheResourceType() {
        assertThat(scim.createUser().text("/meta/resourceType")).isEqualTo("User");
    }

    @Test
    @DisplayName("RFC 7643 §2.3.5, §3.1: meta.created and meta.lastModified are dateTimes, equal")
    void setsTheTimes() {
        ScimAnswer created = scim.createUser();
        Instant at = OffsetDateTime.parse(created.text("/meta/created")).toInstant();
        assertThat(OffsetDateTime.parse(created.text("/meta/lastModified")).toInstant())
                .isEqualTo(at);
    }

    @Test
    @DisplayName("RFC 7643 §3.1: the id is the service provider's, without 'bulkId'")
    void issuesTheId() {
        assertThat(scim.createUser().id()).isNotBlank().doesNotContain("bulkId");
    }

    @Test
    @DisplayName("RFC 7644 §3.3: a client's id is readOnly and SHALL be ignored")
    void ignoresTheClientsId() {
        ScimAnswer created = scim.createUser("{'id': 'my-own-id'}");
        assertThat(created.id()).isNotEqualTo("my-own-id");
    }

    @Test
    @DisplayName("RFC 7644 §3.3: a client's meta is readOnly and SHALL be ignored")
    void ignoresTheClientsMeta() {
        ScimAnswer created =
                scim.createUser(
                        "{'meta': {'resourceType': 'Robot', 'created': '2001-01-01T00:00:00Z',"
                                + " 'version': 'W/\\\"x\\\"', 'location': 'https://e.example/1'}}");
        assertThat(created.text("/meta/resourceType")).isEqualTo("User");
        assertThat(created.text("/meta/created")).doesNotStartWith("2001");
        assertThat(created.text("/meta/location")).doesNotContain("e.example");
    }

    @Test
    @DisplayName("RFC 7643 §4.1.2: a client's groups are readOnly and SHALL be ignored")
    void ignoresTheClientsGroups() {
        ScimAnswer created = scim.createUser("{'groups': [{'value': 'g1', 'display': 'Admins'}]}");
        assertThat(created.has("/groups")).isFalse();
    }

    @Test
    @DisplayName("RFC 7643 §2.5: null and [] are the same as unassigned")
    void takesNullAsUnassigned() {
        ScimAnswer created =
                scim.createUser("{'nickName': null, 'phoneNumbers': [], 'name': null}");
        assertThat(created.has("/nickName")).isFalse();
        assertThat(created.has("/name/givenName")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.3: a taken userName is 409 with scimType uniqueness")
    void refusesATakenUserName() {
        String name = scim.userName("ada");
        scim.createUser(user(name));
        scim.post("/Users", user(name)).isError(409, "uniqueness");
    }

    @Test
    @DisplayName("RFC 7643 §4.1.1: userName is compared without regard to case")
    void refusesATakenUserNameInOtherCase() {
        String name = scim.userName("ada");
        scim.createUser(user(name));
        scim.post("/Users", user(name.toUpperCase(Locale.ROOT))).isError(409, "uniqueness");
    }

    @Test
    @DisplayName("RFC 7644 §5: userName is prepared by PRECIS: full-width letters are the same")
    void refusesATakenUserNameInFullWidth() {
        String name = scim.unique("wide");
        scim.createUser(user(name));
        String wide = name.replace('w', '\uFF57').replace('d', '\uFF44');
        scim.post("/Users", user(wide)).isError(409, "uniqueness");
    }

    @Test
    @DisplayName("RFC 7644 §5: userName is prepared by PRECIS: NFC and NFD are the same")
    void refusesATakenUserNameDecomposed() {
        String name = scim.unique("ren\u00e9");
        scim.createUser(user(name));
        scim.post("/Users", user(name.replace("\u00e9", "e\u0301"))).isError(409, "uniqueness");
    }

    @Test
    @DisplayName("RFC 7643 §2.2: the case of userName is kept as the client gave it")
    void keepsTheCaseOfUserName() {
        String name = "MiXed" + scim.userName("Case");
        assertThat(scim.createUser(user(name)).text("/userName")).isEqualTo(name);
    }

    @Test
    @DisplayName("RFC 7643 §4.1.1: userName is REQUIRED (400 invalidValue)")
    void requiresAUserName() {
        ObjectNode nobody = user(scim.userName("ada"));
        nobody.remove("userName");
        scim.post("/Users", nobody).isError(400, "invalidValue");
    }

    @Test
    @DisplayName("RFC 7643 §4.1.1: userName MUST be non-empty")
    void refusesABlankUserName() {
        scim.post("/Users", user("")).isError(400, "invalidValue");
    }

    @Test
    @DisplayName("RFC 7643 §3: schemas is REQUIRED")
    void requiresSchemas() {
        ObjectNode body = user(scim.userName("ada"));
        body.remove("schemas");
        scim.post("/Users", body).isError(400, "invalidValue", "invalidSyntax");
    }

    @Test
    @DisplayName("RFC 7643 §3: schemas MUST be non-empty")
    void requiresANonEmptySchemas() {
        scim.post("/Users", user(scim.userName("ada"), "{'schemas': []}"))
                .isError(400, "invalidValue", "invalidSyntax");
    }

    @Test
    @DisplayName("RFC 7643 §3: a body of another resource type's schema is refused")
    void refusesAnotherTypesSchema() {
        scim.post("/Users", user(scim.userName("ada"), "{'schemas': ['%s']}", Urns.GROUP))
                .isError(400, "invalidValue", "invalidSyntax");
    }

    @Test
    @DisplayName("RFC 7643 §2.1: attribute names are case insensitive")
    void takesNamesInAnyCase() {
        String name = scim.userName("ada");
        ObjectNode body =
                Json.object(
                        "{'Schemas': ['%s'], 'USERNAME': '%s', 'Name': {'GIVENNAME': 'Ann'}}",
                        Urns.USER, name);
        ScimAnswer created = scim.post("/Users", body).is(201);
        assertThat(created.text("/userName")).isEqualTo(name);
        assertThat(created.text("/name/givenName")).isEqualTo("Ann");
    }

    @Test
    @DisplayName("RFC 7643 §2.3: a string attribute of another JSON type is refused")
    void refusesANumberAsAString() {
        scim.post("/Users", user(scim.userName("ada"), "{'displayName': {'a': 1}}"))
                .isError(400, "invalidValue", "invalidSyntax");
    }

    @Test
    @DisplayName("RFC 7643 §2.3.2: a boolean attribute of another JSON type is refused")
    void refusesANumberAsABoolean() {
        scim.post("/Users", user(scim.userName("ada"), "{'active': 7}"))
                .isError(400, "invalidValue", "invalidSyntax");
    }

    @Test
    @DisplayName("RFC 7643 §2.4: a multi-valued attribute that is no array is not stored as such")
    void keepsMultiValuedAttributesArrays() {
        ScimAnswer answer =
                scim.post(
                        "/Users",
                        user(scim.userName("ada"), "{'emails': {'value': 'a@b.example'}}"));
        if (answer.status() == 201) {
            assertThat(answer.at("/emails").isArray()).isTrue();
        } else {
            answer.isError(400, "invalidValue", "invalidSyntax");
        }
    }

    @Test
    @DisplayName("RFC 7643 §2.4: primary true appears at most once")
    void keepsOnePrimary() {
        ScimAnswer answer =
                scim.post(
                        "/Users",
                        user(
                                scim.userName("ada"),
                                "{'emails': [{'value': 'a@b.example', 'primary': true},"
                                        + " {'value': 'c@d.example', 'primary': true}]}"));
        if (answer.status() == 201) {
            long primaries =
                    answer.at("/emails")
                            .valueStream()
                            .filter(mail -> mail.path("primary").asBoolean(false))
                            .count();
            assertThat(primaries).isEqualTo(1);
        } else {
            answer.isError(400, "invalidValue");
        }
    }

    @Test
    @DisplayName("RFC 7643 §4.1.1: active false is stored")
    void storesAnInactiveUser() {
        ScimAnswer created = scim.createUser("{'active': false}");
        assertThat(scim.get("/Users/" + created.id()).at("/active").asBoolean(true)).isFalse();
    }
}

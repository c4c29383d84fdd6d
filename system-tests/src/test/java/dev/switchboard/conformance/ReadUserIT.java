package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Locale;

/** {@code GET /Users/{id}}: RFC 7644 §3.4.1. */
@Conformance
final class ReadUserIT {

    private final Scim scim;

    ReadUserIT(Scim scim) {
        this.scim = scim;
    }

    @Test
    @DisplayName("RFC 7644 §3.4.1: a known id is 200 with the resource")
    void readsAUser() {
        ScimAnswer created = scim.createUser();
        ScimAnswer read = scim.get("/Users/" + created.id()).is(200);
        assertThat(read.text("/userName")).isEqualTo(created.text("/userName"));
        assertThat(read.texts("/schemas")).contains(Urns.USER);
    }

    @Test
    @DisplayName("RFC 7644 §3.4.1: meta.location is the URI of the resource, stable")
    void saysTheLocation() {
        ScimAnswer created = scim.createUser();
        ScimAnswer read = scim.get("/Users/" + created.id()).is(200);
        assertThat(read.text("/meta/location")).isEqualTo(created.text("/meta/location"));
        assertThat(read.header("Location")).isIn("", read.text("/meta/location"));
    }

    @Test
    @DisplayName("RFC 7644 §3.14: GET says the ETag, equal to meta.version")
    void saysTheVersion() {
        scim.needs(scim.features().etag(), "ETags");
        ScimAnswer read = scim.get("/Users/" + scim.newUser()).is(200);
        assertThat(read.version()).isEqualTo(read.text("/meta/version"));
    }

    @Test
    @DisplayName("RFC 7644 §3.12: an unknown id is 404 with the status as a string")
    void unknownIdIsNotFound() {
        scim.get("/Users/0b7f5f6e-0000-4000-8000-000000000000").isError(404);
    }

    @ParameterizedTest(name = "RFC 7644 §3.12: the id ''{0}'' is 404, not an internal error")
    @ValueSource(strings = {"1", "not-a-uuid", "%E2%82%AC", "a%20b", "null", "-1", "' OR 1=1"})
    void oddIdIsNotFound(String id) {
        scim.get("/Users/" + id.replace(" ", "%20")).isError(404);
    }

    @Test
    @DisplayName("RFC 7643 §3.1: id is caseExact")
    void idsAreCaseExact() {
        String id = scim.newUser();
        String other = id.toUpperCase(Locale.ROOT);
        if (!other.equals(id)) {
            scim.get("/Users/" + other).isError(404);
        }
    }

    @Test
    @DisplayName("RFC 7644 §3.8: Accept: application/scim+json is supported")
    void answersScimJson() {
        String path = "/Users/" + scim.newUser();
        assertThat(
                        scim.call("GET", path)
                                .accept("application/scim+json")
                                .send()
                                .is(200)
                                .header("Content-Type"))
                .startsWith("application/scim+json");
    }

    @ParameterizedTest(name = "RFC 7644 §3.8: Accept: {0} is answered with JSON")
    @ValueSource(
            strings = {
                "application/json",
                "application/json;charset=utf-8",
                "application/scim+json; charset=UTF-8",
                "*/*",
                "application/*",
                "text/html, application/scim+json;q=0.5",
            })
    void answersWhatIsAccepted(String accept) {
        String path = "/Users/" + scim.newUser();
        assertThat(scim.call("GET", path).accept(accept).send().is(200).header("Content-Type"))
                .matches("application/(scim\\+)?json.*");
    }

    @Test
    @DisplayName("RFC 7644 §3.8: without Accept the answer is application/scim+json")
    void answersScimJsonByDefault() {
        String path = "/Users/" + scim.newUser();
        assertThat(scim.call("GET", path).accept(null).send().is(200).header("Content-Type"))
                .startsWith("application/scim+json");
    }

    @Test
    @DisplayName("RFC 9110 §9.3.2: HEAD answers as GET does, without a body")
    void answersHead() {
        String path = "/Users/" + scim.newUser();
        ScimAnswer head = scim.call("HEAD", path).send().is(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Type")).startsWith("application/scim+json");
    }

    @Test
    @DisplayName("RFC 7643 §3.1: a Group's id is no User's")
    void doesNotFindAGroup() {
        scim.needsGroups();
        scim.get("/Users/" + scim.createGroup().id()).isError(404);
    }

    @Test
    @DisplayName("RFC 7643 §2.2: password is not returned even when asked for")
    void neverReturnsThePassword() {
        String id = scim.createUser("{'password': 't1meMa$heen'}").id();
        assertThat(scim.find("/Users/" + id, "attributes", "password").is(200).body())
                .doesNotContain("t1meMa");
    }
}

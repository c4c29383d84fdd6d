package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code DELETE /Users/{id}}: RFC 7644 §3.6. */
@Conformance
final class DeleteUserIT {

    private final Scim scim;
    private final String name;
    private final String path;

    DeleteUserIT(Scim scim) {
        this.scim = scim;
        this.name = scim.userName("deleted");
        this.path = "/Users/" + scim.createUser(Json.user(name)).id();
    }

    @Test
    @DisplayName("RFC 7644 §3.6: success is 204 without a body")
    void answersNothing() {
        assertThat(scim.delete(path).is(204).body()).isEmpty();
    }

    @Test
    @DisplayName("RFC 7644 §3.6: then GET MUST be 404")
    void isNotReadAgain() {
        scim.delete(path).is(204);
        scim.get(path).isError(404);
    }

    @Test
    @DisplayName("RFC 7644 §3.6: then PUT MUST be 404")
    void isNotReplacedAgain() {
        scim.delete(path).is(204);
        scim.put(path, Json.user(name)).isError(404);
    }

    @Test
    @DisplayName("RFC 7644 §3.6: then PATCH MUST be 404")
    void isNotPatchedAgain() {
        scim.delete(path).is(204);
        scim.patch(path, "{'op': 'replace', 'path': 'title', 'value': 'x'}").isError(404);
    }

    @Test
    @DisplayName("RFC 7644 §3.6: then DELETE MUST be 404")
    void isNotDeletedAgain() {
        scim.delete(path).is(204);
        scim.delete(path).isError(404);
    }

    @Test
    @DisplayName("RFC 7644 §3.6: MUST be omitted from queries")
    void isNotFoundAgain() {
        scim.delete(path).is(204);
        assertThat(scim.users("userName eq \"" + name + "\"").isList().number("/totalResults"))
                .isZero();
    }

    @Test
    @DisplayName("RFC 7644 §3.6: the userName is free again, and the id is a new one")
    void freesTheUserName() {
        scim.delete(path).is(204);
        assertThat("/Users/" + scim.createUser(Json.user(name)).id()).isNotEqualTo(path);
    }

    @Test
    @DisplayName("RFC 7644 §3.6: an unknown id is 404")
    void refusesUnknownUsers() {
        scim.delete("/Users/0b7f5f6e-0000-4000-8000-000000000000").isError(404);
    }

    @Test
    @DisplayName("RFC 7644 §3.2: DELETE of the whole endpoint is not allowed (405)")
    void deletesNoEndpoint() {
        scim.delete("/Users").isError(405);
    }
}

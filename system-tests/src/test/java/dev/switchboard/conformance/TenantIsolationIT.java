package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.Objects;

/** Two tenants do not see each other: RFC 7644 §6. Needs the token of a second one. */
@Conformance
final class TenantIsolationIT {

    private final Scim scim;
    private final Scim other;
    private final ScimAnswer user;
    private final String path;

    TenantIsolationIT(Scim scim) {
        scim.needs(scim.server().otherToken() != null, "a second tenant (scim.token2)");
        this.scim = scim;
        ScimServer server = scim.server();
        this.other =
                new Scim(
                        new ScimServer(
                                server.baseUrl(),
                                Objects.requireNonNull(server.otherToken()),
                                null),
                        scim.features());
        this.user = scim.createUser("{'title': 'Clerk'}");
        this.path = "/Users/" + user.id();
    }

    @Test
    @DisplayName("RFC 7644 §6: another tenant's user is 404 to GET, PUT, PATCH and DELETE")
    void hidesUsers() {
        other.get(path).isError(404);
        other.put(path, Json.user(scim.userName("x"))).isError(404);
        other.patch(path, "{'op': 'replace', 'path': 'title', 'value': 'x'}").isError(404);
        other.delete(path).isError(404);
        assertThat(scim.get(path).is(200).text("/title")).isEqualTo("Clerk");
    }

    @Test
    @DisplayName("RFC 7644 §6: another tenant's users are not in lists")
    void listsOnlyOwnUsers() {
        assertThat(
                        other.users("userName eq \"" + user.text("/userName") + "\"")
                                .isList()
                                .number("/totalResults"))
                .isZero();
        assertThat(other.users("id eq \"" + user.id() + "\"").number("/totalResults")).isZero();
    }

    @Test
    @DisplayName("RFC 7644 §6: the userName is unique within a tenant only")
    void sharesUserNames() {
        try (other) {
            other.createUser(Json.user(user.text("/userName")));
        }
    }

    @Test
    @DisplayName("RFC 7644 §6: another tenant's user does not become a member of a group")
    void takesNoForeignMembers() {
        scim.needsGroups();
        try (other) {
            ScimAnswer group = other.post("/Groups", Json.group(scim.unique("foreign"), user.id()));
            if (group.status() == 201) {
                assertThat(group.has("/members")).as("members of %s", group).isFalse();
            } else {
                group.isRefused();
            }
            assertThat(scim.get(path).has("/groups")).isFalse();
        }
    }
}

package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** {@code PATCH /Groups/{id}}, membership above all: RFC 7644 §3.5.2. */
@Conformance
final class PatchGroupIT {

    private final Scim scim;
    private final String one;
    private final String two;
    private final String path;

    PatchGroupIT(Scim scim) {
        scim.needsGroups();
        this.scim = scim;
        this.one = scim.newUser();
        this.two = scim.newUser();
        this.path = "/Groups/" + scim.createGroup(one).id();
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.1: add to members adds a member")
    void addsAMember() {
        apply("{'op': 'add', 'path': 'members', 'value': [{'value': '" + two + "'}]}");
        assertThat(members()).containsExactlyInAnyOrder(one, two);
        assertThat(scim.get("/Users/" + two).has("/groups")).isTrue();
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.1: add without a path adds a member")
    void addsAMemberWithoutAPath() {
        apply("{'op': 'add', 'value': {'members': [{'value': '" + two + "'}]}}");
        assertThat(members()).containsExactlyInAnyOrder(one, two);
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.1: add of a member who is one changes nothing")
    void addsNobodyTwice() {
        ScimAnswer before = scim.settled(path);
        apply("{'op': 'add', 'path': 'members', 'value': [{'value': '" + one + "'}]}");
        assertThat(members()).containsExactly(one);
        assertThat(scim.settled(path).text("/meta/version"))
                .isEqualTo(before.text("/meta/version"));
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.2: remove with a value filter removes that member only")
    void removesAMember() {
        apply("{'op': 'add', 'path': 'members', 'value': [{'value': '" + two + "'}]}");
        apply("{'op': 'remove', 'path': 'members[value eq \\\"" + one + "\\\"]'}");
        assertThat(members()).containsExactly(two);
        assertThat(scim.get("/Users/" + one).has("/groups")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.2: remove of who is no member succeeds and changes nothing")
    void removesNobody() {
        ScimAnswer before = scim.settled(path);
        apply("{'op': 'remove', 'path': 'members[value eq \\\"" + two + "\\\"]'}");
        assertThat(members()).containsExactly(one);
        assertThat(scim.settled(path).text("/meta/version"))
                .isEqualTo(before.text("/meta/version"));
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.2: remove of members removes all of them")
    void removesAllMembers() {
        apply("{'op': 'remove', 'path': 'members'}");
        assertThat(members()).isEmpty();
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.3: replace of members replaces all of them")
    void replacesAllMembers() {
        apply("{'op': 'replace', 'path': 'members', 'value': [{'value': '" + two + "'}]}");
        assertThat(members()).containsExactly(two);
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.3: replace of displayName renames; members stay")
    void renames() {
        String name = scim.unique("renamed");
        apply("{'op': 'replace', 'path': 'displayName', 'value': '" + name + "'}");
        assertThat(scim.get(path).text("/displayName")).isEqualTo(name);
        assertThat(members()).containsExactly(one);
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2: several operations apply in order")
    void appliesInOrder() {
        apply(
                "{'op': 'remove', 'path': 'members[value eq \\\"" + one + "\\\"]'}",
                "{'op': 'add', 'path': 'members', 'value': [{'value': '" + two + "'}]}",
                "{'op': 'add', 'path': 'members', 'value': [{'value': '" + one + "'}]}");
        assertThat(members()).containsExactlyInAnyOrder(one, two);
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.2: remove of the required displayName is refused")
    void keepsTheName() {
        scim.patch(path, "{'op': 'remove', 'path': 'displayName'}")
                .isError(400, "mutability", "invalidValue");
    }

    @Test
    @DisplayName("RFC 7643 §4.2: members.value is immutable: it is not edited")
    void doesNotEditMembers() {
        scim.patch(
                        path,
                        "{'op': 'replace', 'path': 'members[value eq \\\""
                                + one
                                + "\\\"].value', 'value': '"
                                + two
                                + "'}")
                .isError(400, "mutability");
        assertThat(members()).containsExactly(one);
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2: an operation that fails leaves the members as they were")
    void isAtomic() {
        scim.patch(
                        path,
                        "{'op': 'add', 'path': 'members', 'value': [{'value': '" + two + "'}]}",
                        "{'op': 'replace', 'path': 'id', 'value': 'other'}")
                .isError(400);
        assertThat(members()).containsExactly(one);
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2: PATCHes at the same time lose no member")
    void losesNobody() {
        List<String> users = Stream.generate(scim::newUser).limit(6).toList();
        List<CompletableFuture<ScimAnswer>> patches =
                users.stream()
                        .map(
                                user ->
                                        CompletableFuture.supplyAsync(
                                                () ->
                                                        scim.patch(
                                                                path,
                                                                "{'op': 'add', 'path': 'members',"
                                                                        + " 'value': [{'value': '"
                                                                        + user
                                                                        + "'}]}")))
                        .toList();
        patches.forEach(patch -> patch.join().is(200, 204));
        assertThat(members()).hasSize(7).containsAll(users);
    }

    private void apply(String... operations) {
        scim.patch(path, operations).is(200, 204);
    }

    private List<String> members() {
        return scim.get(path).is(200).texts("/members", "value");
    }
}

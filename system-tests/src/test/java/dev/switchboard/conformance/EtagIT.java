package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Versions: RFC 7644 §3.14, RFC 9110 §13.1. */
@Conformance
final class EtagIT {

    private static final String STALE = "W/\"stale-version\"";

    private final Scim scim;
    private final String path;
    private final ScimAnswer user;

    EtagIT(Scim scim) {
        scim.needs(scim.features().etag(), "ETags");
        this.scim = scim;
        this.path = "/Users/" + scim.newUser();
        this.user = scim.settled(path);
    }

    @Test
    @DisplayName("RFC 7644 §3.14: the ETag is an entity tag, weak or strong")
    void isAnEntityTag() {
        assertThat(user.version()).matches("(W/)?\"[\\x21\\x23-\\x7E]+\"");
    }

    @Test
    @DisplayName("RFC 7644 §3.14: If-None-Match of this version is 304 without a body")
    void isNotModified() {
        ScimAnswer answer = get("If-None-Match", user.version()).is(304);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.version()).isEqualTo(user.version());
    }

    @Test
    @DisplayName("RFC 9110 §13.1.2: If-None-Match compares weakly")
    void comparesWeakly() {
        get("If-None-Match", user.version().replace("W/", "")).is(304);
    }

    @Test
    @DisplayName("RFC 9110 §13.1.2: If-None-Match takes a list and *")
    void takesAList() {
        get("If-None-Match", STALE + ", " + user.version()).is(304);
        get("If-None-Match", "*").is(304);
    }

    @Test
    @DisplayName("RFC 7644 §3.14: If-None-Match of another version is 200")
    void isModified() {
        get("If-None-Match", STALE).is(200);
    }

    @Test
    @DisplayName("RFC 7644 §3.14: PUT with the current If-Match is done")
    void putsTheCurrentVersion() {
        send("PUT", user.version()).is(200);
    }

    @Test
    @DisplayName("RFC 7644 §3.14, Table 8: PUT with another If-Match is 412 and changes nothing")
    void doesNotPutAnotherVersion() {
        send("PUT", STALE).isError(412);
        assertThat(scim.settled(path).json()).isEqualTo(user.json());
    }

    @Test
    @DisplayName("RFC 7644 §3.14: PATCH with the current If-Match is done")
    void patchesTheCurrentVersion() {
        send("PATCH", user.version()).is(200, 204);
    }

    @Test
    @DisplayName("RFC 7644 §3.14, Table 8: PATCH with another If-Match is 412, changing nothing")
    void doesNotPatchAnotherVersion() {
        send("PATCH", STALE).isError(412);
        assertThat(scim.settled(path).json()).isEqualTo(user.json());
    }

    @Test
    @DisplayName("RFC 7644 §3.14: DELETE with the current If-Match is done")
    void deletesTheCurrentVersion() {
        send("DELETE", user.version()).is(204);
    }

    @Test
    @DisplayName("RFC 7644 §3.14, Table 8: DELETE with another If-Match is 412, deleting nothing")
    void doesNotDeleteAnotherVersion() {
        send("DELETE", STALE).isError(412);
        scim.get(path).is(200);
    }

    @Test
    @DisplayName("RFC 9110 §13.1.1: If-Match * is true for what exists")
    void takesAnyVersion() {
        send("PATCH", "*").is(200, 204);
    }

    @Test
    @DisplayName("RFC 9110 §13.1.1: If-Match takes a list")
    void takesAListOfVersions() {
        send("PATCH", STALE + ", " + user.version()).is(200, 204);
    }

    @Test
    @DisplayName("RFC 7644 §3.14: the version before a change does not match after it")
    void doesNotMatchAfterAChange() {
        send("PATCH", user.version()).is(200, 204);
        send("PUT", user.version()).isError(412);
    }

    @Test
    @DisplayName("RFC 7644 §3.14: of two PATCHes with the same If-Match one wins")
    void letsOneOfTwoWin() {
        List<Integer> statuses =
                Stream.of("one", "two")
                        .map(
                                title ->
                                        CompletableFuture.supplyAsync(
                                                () -> patchTitle(title, user.version()).status()))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .map(status -> status == 204 ? 200 : status)
                        .sorted()
                        .toList();
        assertThat(statuses).containsExactly(200, 412);
    }

    @Test
    @DisplayName("RFC 7644 §3.14: of a PUT and a DELETE with the same If-Match one wins")
    void letsOneOfPutAndDeleteWin() {
        List<Integer> statuses =
                Stream.of("PUT", "DELETE")
                        .map(
                                method ->
                                        CompletableFuture.supplyAsync(
                                                () -> send(method, user.version()).status()))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();
        assertThat(statuses).isIn(List.of(200, 412), List.of(412, 204), List.of(404, 204));
    }

    @Test
    @DisplayName("RFC 7644 §3.14: of eight PATCHes of a group with the same If-Match one wins")
    void letsOneOfManyWinAGroup() {
        scim.needsGroups();
        String group = "/Groups/" + scim.createGroup().id();
        String version = scim.get(group).version();
        List<Integer> statuses =
                Stream.of("a", "b", "c", "d", "e", "f", "g", "h")
                        .map(
                                name ->
                                        CompletableFuture.supplyAsync(
                                                () -> rename(group, name, version).status()))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .map(status -> status == 204 ? 200 : status)
                        .sorted()
                        .toList();
        assertThat(statuses).containsExactly(200, 412, 412, 412, 412, 412, 412, 412);
        assertThat(scim.get(group).version()).isNotEqualTo(version);
    }

    private ScimAnswer rename(String group, String name, String version) {
        return scim.call("PATCH", group)
                .header("If-Match", version)
                .body(
                        Json.patch(
                                "{'op': 'replace', 'path': 'displayName', 'value': '"
                                        + name
                                        + "'}"))
                .send();
    }

    @Test
    @DisplayName("RFC 7644 §3.14: lists say the same meta.version as reads")
    void listsTheVersion() {
        ScimAnswer list = scim.users("userName eq \"" + user.text("/userName") + "\"").isList();
        assertThat(list.text("/Resources/0/meta/version")).isEqualTo(user.version());
    }

    private ScimAnswer get(String header, String value) {
        return scim.call("GET", path).header(header, value).send();
    }

    private ScimAnswer patchTitle(String title, String version) {
        return scim.call("PATCH", path)
                .header("If-Match", version)
                .body(Json.patch("{'op': 'replace', 'path': 'title', 'value': '" + title + "'}"))
                .send();
    }

    private ScimAnswer send(String method, String version) {
        if (method.equals("PATCH")) {
            return patchTitle("Boss", version);
        }
        Call call = scim.call(method, path).header("If-Match", version);
        if (method.equals("PUT")) {
            call.body(Json.user(user.text("/userName"), "{'title': 'Boss'}"));
        }
        return call.send();
    }
}

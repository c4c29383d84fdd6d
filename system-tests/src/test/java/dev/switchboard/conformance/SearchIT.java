package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import tools.jackson.databind.JsonNode;

/** {@code POST /.search}: RFC 7644 §3.4.3. */
@Conformance
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SearchIT {

    private final Scim scim;
    private final String stem;

    SearchIT(Scim scim) {
        this.scim = scim;
        this.stem = scim.unique("search");
    }

    @BeforeAll
    void createUsers() {
        scim.createUser(Json.user(stem + ".b"));
        scim.createUser(Json.user(stem + ".a"));
        scim.createUser(Json.user(stem + ".c"));
    }

    @Test
    @DisplayName("RFC 7644 §3.4.3: success is 200 with a ListResponse")
    void answersAList() {
        ScimAnswer list = search("/Users/.search", "");
        assertThat(list.number("/totalResults")).isEqualTo(3);
        assertThat(list.at("/Resources")).hasSize(3);
    }

    @Test
    @DisplayName("RFC 7644 §3.4.3: the answer says no Location, for nothing was created")
    void createsNothing() {
        assertThat(search("/Users/.search", "").header("Location")).isEmpty();
    }

    @Test
    @DisplayName("RFC 7644 §3.4.3: startIndex and count")
    void takesPages() {
        ScimAnswer list = search("/Users/.search", ", 'startIndex': 2, 'count': 1");
        assertThat(list.at("/Resources")).hasSize(1);
        assertThat(list.number("/startIndex")).isEqualTo(2);
        assertThat(list.number("/totalResults")).isEqualTo(3);
    }

    @Test
    @DisplayName("RFC 7644 §3.4.3: attributes")
    void takesAttributes() {
        ScimAnswer list = search("/Users/.search", ", 'attributes': ['name.familyName', 'emails']");
        assertThat(list.has("/Resources/0/emails")).isTrue();
        assertThat(list.has("/Resources/0/userName")).isFalse();
        assertThat(list.has("/Resources/0/name/givenName")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.4.3: excludedAttributes")
    void takesExcludedAttributes() {
        ScimAnswer list = search("/Users/.search", ", 'excludedAttributes': ['emails']");
        assertThat(list.has("/Resources/0/emails")).isFalse();
        assertThat(list.has("/Resources/0/userName")).isTrue();
    }

    @Test
    @DisplayName("RFC 7644 §3.4.3: sortBy and sortOrder")
    void takesAnOrder() {
        scim.needs(scim.features().sort(), "sorting");
        ScimAnswer list =
                search("/Users/.search", ", 'sortBy': 'userName', 'sortOrder': 'descending'");
        assertThat(list.found("userName")).containsExactly(stem + ".c", stem + ".b", stem + ".a");
    }

    @Test
    @DisplayName("RFC 7644 §3.4.3: count 0 returns only totalResults")
    void countsOnly() {
        ScimAnswer list = search("/Users/.search", ", 'count': 0");
        assertThat(list.number("/totalResults")).isEqualTo(3);
        assertThat(list.has("/Resources")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.4.3: a search of the root covers all types")
    void searchesTheRoot() {
        ScimAnswer list = search("/.search", "");
        assertThat(list.found("userName")).hasSize(3);
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.1: attributes that a type lacks are absent in it")
    void searchesUsersAndGroupsTogether() {
        scim.needsGroups();
        String name = scim.createGroup().text("/displayName");
        ScimAnswer list =
                post(
                        "/.search",
                        Json.search(
                                "{'filter': 'userName eq \"%s.a\" or displayName eq \"%s\"'}",
                                stem, name));
        assertThat(Json.texts(list.isList().at("/Resources"), "id")).hasSize(2);
    }

    @Test
    @DisplayName("RFC 7644 §3.4.3: a search of /Groups")
    void searchesGroups() {
        scim.needsGroups();
        String name = scim.createGroup().text("/displayName");
        ScimAnswer list =
                post("/Groups/.search", Json.search("{'filter': 'displayName eq \"%s\"'}", name));
        assertThat(list.isList().found("displayName")).containsExactly(name);
    }

    @Test
    @DisplayName("RFC 7644 §3.4.3: the SearchRequest schema is required")
    void requiresTheSchema() {
        post("/Users/.search", Json.json("{'filter': 'title pr'}"))
                .isError(400, "invalidSyntax", "invalidValue");
    }

    @Test
    @DisplayName("RFC 7644 §3.12: a malformed filter is 400 invalidFilter")
    void refusesMalformedFilters() {
        post("/Users/.search", Json.search("{'filter': 'title xx'}")).isError(400, "invalidFilter");
    }

    @Test
    @DisplayName("RFC 7644 §3.12: a count that is not a number is refused")
    void refusesOtherCounts() {
        post("/Users/.search", Json.search("{'count': 'many'}"))
                .isError(400, "invalidValue", "invalidSyntax", "invalidCount");
    }

    @Test
    @DisplayName("RFC 7644 §3.4.3: GET of /.search is no search")
    void isNotRead() {
        ScimAnswer answer = scim.get("/Users/.search");
        assertThat(answer.status()).isIn(404, 405, 501);
        answer.isError(answer.status());
    }

    private ScimAnswer search(String path, String more) {
        return post(path, Json.search("{'filter': 'userName sw \"" + stem + "\"'" + more + "}"))
                .isList();
    }

    private ScimAnswer post(String path, JsonNode body) {
        ScimAnswer answer = scim.call("POST", path).body(body).send();
        assumeTrue(answer.status() != 501, "the server says 501 to " + path);
        return answer;
    }
}

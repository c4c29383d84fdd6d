package dev.switchboard.conformance;

import static dev.switchboard.conformance.Json.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/** Pages by cursor: RFC 9865. */
@Conformance
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CursorPaginationIT {

    private static final int USERS = 5;

    private final Scim scim;
    private final String stem;
    private final String filter;

    CursorPaginationIT(Scim scim) {
        this.scim = scim;
        this.stem = scim.unique("cursor");
        this.filter = "userName sw \"" + stem + "\"";
    }

    @BeforeAll
    void createUsers() {
        scim.needs(scim.features().cursor(), "cursors");
        for (int i = 0; i < USERS; i++) {
            scim.createUser(user(stem + "." + i));
        }
    }

    @Test
    @DisplayName("RFC 9865 §2: an empty cursor asks for the first page")
    void startsWithAnEmptyCursor() {
        ScimAnswer page = page("", 2);
        assertThat(page.at("/Resources")).hasSize(2);
        assertThat(page.text("/nextCursor")).isNotEmpty();
    }

    @Test
    @DisplayName("RFC 9865 §2: ?cursor without a value asks for the first page")
    void startsWithABareCursor() {
        ScimAnswer page = scim.get("/Users?cursor&count=2&filter=" + Call.encode(filter)).isList();
        assertThat(page.text("/nextCursor")).isNotEmpty();
    }

    @Test
    @DisplayName("RFC 9865 §2: cursors are of unreserved characters")
    void usesUnreservedCharacters() {
        assertThat(page("", 2).text("/nextCursor")).matches("[-A-Za-z0-9._~]+");
    }

    @Test
    @DisplayName("RFC 9865 §2: the last page has no nextCursor")
    void endsWithoutACursor() {
        ScimAnswer page = page("", 100);
        assertThat(page.at("/Resources")).hasSize(USERS);
        assertThat(page.at("/nextCursor").isMissingNode()).isTrue();
    }

    @Test
    @DisplayName("RFC 9865 §2: the first page has no previousCursor")
    void startsWithoutAPreviousCursor() {
        assertThat(page("", 2).at("/previousCursor").isMissingNode()).isTrue();
    }

    @Test
    @DisplayName("RFC 9865 §2: a walk sees everyone exactly once")
    void seesEveryoneOnce() {
        List<String> seen = walk(() -> {});
        assertThat(seen).hasSize(USERS).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("RFC 9865 §2: a walk sees exactly once everyone who stays while others change")
    void seesThoseWhoStay() {
        Scim passers = new Scim(scim.server(), scim.features());
        try (passers) {
            String gone = passers.createUser(user(stem + ".0passer")).id();
            List<String> before = new ArrayList<>(scim.users(filter).found("id"));
            before.remove(gone);
            List<String> seen =
                    walk(
                            () -> {
                                passers.delete("/Users/" + gone);
                                passers.createUser(user(stem + "." + scim.unique("new")));
                            });
            assertThat(seen).doesNotHaveDuplicates().containsAll(before);
        }
    }

    @Test
    @DisplayName("RFC 9865 §2: a page by cursor has no startIndex, and itemsPerPage")
    void saysItsSize() {
        ScimAnswer page = page("", 2);
        assertThat(page.number("/itemsPerPage")).isEqualTo(2);
        assertThat(page.at("/totalResults").asInt(USERS)).isEqualTo(USERS);
    }

    @ParameterizedTest(name = "RFC 9865 §2: the cursor {0} is 400 invalidCursor")
    @ValueSource(strings = {"garbage", "AAAA", "a b", "%00", "eyJ9", "' OR 1=1"})
    void refusesOtherCursors(String cursor) {
        find("cursor", cursor, "count", 2, "filter", filter).isError(400, "invalidCursor");
    }

    @Test
    @DisplayName("RFC 9865 §2.1: a cursor that was tampered with is 400 invalidCursor")
    void refusesTamperedCursors() {
        String cursor = page("", 2).text("/nextCursor");
        char last = cursor.charAt(cursor.length() / 2);
        String other = cursor.replace(last, last == 'A' ? 'B' : 'A');
        find("cursor", other, "count", 2, "filter", filter).isError(400, "invalidCursor");
    }

    @Test
    @DisplayName("RFC 9865 §2: a cursor with another filter is refused")
    void refusesAnotherFilter() {
        String cursor = page("", 2).text("/nextCursor");
        find("cursor", cursor, "count", 2, "filter", "title pr").isError(400, "invalidCursor");
    }

    @Test
    @DisplayName("RFC 9865 §2.1: a count that is not a number is refused")
    void refusesOtherCounts() {
        find("cursor", "", "count", "many").isError(400, "invalidCount", "invalidValue");
    }

    @Test
    @DisplayName("RFC 9865 §2.1: a count that differs from the first page's is invalidCount")
    void refusesAChangedCount() {
        String cursor = page("", 2).text("/nextCursor");
        find("cursor", cursor, "count", 3, "filter", filter).isError(400, "invalidCount");
    }

    @Test
    @DisplayName("RFC 9865 §2.1: a count above maxPageSize is invalidCount, or answered with fewer")
    void takesNoCountAboveTheMost() {
        int most =
                scim.get("/ServiceProviderConfig").is(200).at("/pagination/maxPageSize").asInt(0);
        assumeTrue(most > 0, "maxPageSize is OPTIONAL");
        ScimAnswer answer = find("cursor", "", "count", most + 1, "filter", filter);
        if (answer.status() != 200) {
            answer.isError(400, "invalidCount");
        }
    }

    @Test
    @DisplayName("RFC 9865 §2: a cursor with another order is refused")
    void refusesAnotherOrder() {
        scim.needs(scim.features().sort(), "sorting");
        String cursor = page("", 2).text("/nextCursor");
        find("cursor", cursor, "count", 2, "filter", filter, "sortBy", "userName")
                .isError(400, "invalidCursor");
    }

    @Test
    @DisplayName("RFC 9865 §2: count 0 returns no resources but totalResults")
    void returnsOnlyTheTotal() {
        ScimAnswer page = page("", 0);
        assertThat(page.has("/Resources")).isFalse();
        assertThat(page.number("/totalResults")).isEqualTo(USERS);
    }

    @Test
    @DisplayName("RFC 9865 §2: a negative count is 0")
    void takesANegativeCountAsZero() {
        assertThat(page("", -3).has("/Resources")).isFalse();
    }

    @Test
    @DisplayName("RFC 9865 §2.2: pages by cursor keep the asked order")
    void keepsTheOrder() {
        scim.needs(scim.features().sort(), "sorting");
        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            ScimAnswer page =
                    find(
                                    "cursor",
                                    cursor,
                                    "count",
                                    2,
                                    "filter",
                                    filter,
                                    "sortBy",
                                    "userName",
                                    "sortOrder",
                                    "descending")
                            .isList();
            names.addAll(page.found("userName"));
            cursor = page.text("/nextCursor");
        } while (!cursor.isEmpty());
        assertThat(names).isSortedAccordingTo(java.util.Comparator.reverseOrder()).hasSize(USERS);
    }

    @Test
    @DisplayName("RFC 9865 §2: the search request takes a cursor too")
    void searchesByCursor() {
        ScimAnswer first =
                scim.post(
                        "/Users/.search",
                        Json.search(
                                "{'filter': 'userName sw \"%s\"', 'cursor': '', 'count': 3}",
                                stem));
        assertThat(first.isList().at("/Resources")).hasSize(3);
        ScimAnswer second =
                scim.post(
                        "/Users/.search",
                        Json.search(
                                "{'filter': 'userName sw \"%s\"', 'cursor': '%s', 'count': 3}",
                                stem, first.text("/nextCursor")));
        assertThat(second.isList().at("/Resources")).hasSize(2);
    }

    @Test
    @DisplayName("RFC 9865 §2.4: a request that names neither way gets index pages")
    void defaultsToIndex() {
        ScimAnswer page = find("filter", filter, "count", 2).isList();
        assertThat(page.number("/totalResults")).isEqualTo(USERS);
    }

    private List<String> walk(Runnable afterFirst) {
        List<String> seen = new ArrayList<>();
        ScimAnswer page = page("", 2);
        afterFirst.run();
        seen.addAll(page.found("id"));
        for (int i = 0; i < 20 && !page.text("/nextCursor").isEmpty(); i++) {
            page = page(page.text("/nextCursor"), 2);
            seen.addAll(page.found("id"));
        }
        return seen;
    }

    private ScimAnswer page(String cursor, int count) {
        return find("cursor", cursor, "count", count, "filter", filter).isList();
    }

    private ScimAnswer find(Object... parameters) {
        return scim.find("/Users", parameters);
    }
}

package dev.switchboard.conformance;

import static dev.switchboard.conformance.Json.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/** {@code GET /Users}, lists and pages by index: RFC 7644 §3.4.2 and §3.4.2.4. */
@Conformance
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ListUsersIT {

    private static final int USERS = 5;

    private final Scim scim;
    private final String stem;
    private final String filter;

    ListUsersIT(Scim scim) {
        this.scim = scim;
        this.stem = scim.unique("list");
        this.filter = "userName sw \"" + stem + "\"";
    }

    @BeforeAll
    void createUsers() {
        for (int i = 0; i < USERS; i++) {
            scim.createUser(user(stem + "." + i, "{'active': " + (i != 0) + "}"));
        }
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2: the answer is a ListResponse with a number as totalResults")
    void answersAListResponse() {
        scim.find("/Users").isList();
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2: totalResults is the number of all matches")
    void countsTheMatches() {
        ScimAnswer page = scim.find("/Users", "filter", filter, "count", 2).isList();
        assertThat(page.number("/totalResults")).isEqualTo(USERS);
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2: startIndex and itemsPerPage are numbers on a partial page")
    void saysWhichPartThisIs() {
        ScimAnswer page =
                scim.find("/Users", "filter", filter, "startIndex", 2, "count", 2).isList();
        assertThat(page.at("/startIndex").isIntegralNumber()).isTrue();
        assertThat(page.number("/startIndex")).isEqualTo(2);
        assertThat(page.number("/itemsPerPage")).isEqualTo(2);
        assertThat(page.at("/Resources")).hasSize(2);
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2: no match is 200 with totalResults 0")
    void noMatchIsAnEmptyList() {
        ScimAnswer none = scim.users("userName eq \"" + scim.unique("nobody") + "\"").isList();
        assertThat(none.number("/totalResults")).isZero();
        assertThat(none.has("/Resources")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2: each resource has schemas, id and meta")
    void listsWholeResources() {
        ScimAnswer list = scim.users(filter).isList();
        list.at("/Resources")
                .forEach(
                        resource -> {
                            assertThat(Json.texts(resource.path("schemas"))).contains(Urns.USER);
                            assertThat(resource.path("id").asString("")).isNotEmpty();
                            assertThat(resource.at("/meta/location").asString("")).isNotEmpty();
                        });
        assertThat(list.found("id")).hasSize(USERS);
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2: a listed resource equals the one read by its id")
    void listsWhatIsRead() {
        scim.users(filter)
                .at("/Resources")
                .forEach(
                        listed -> {
                            String path = "/Users/" + listed.path("id").asString("");
                            assertThat(scim.get(path).text("/userName"))
                                    .isEqualTo(listed.path("userName").asString(""));
                        });
    }

    @Test
    @DisplayName("RFC 7643 §4.1.1: inactive users are listed too")
    void listsInactiveUsers() {
        assertThat(scim.users(filter).found("userName")).contains(stem + ".0");
    }

    @ParameterizedTest(name = "RFC 7644 §3.4.2.4: startIndex {0} SHALL be interpreted as 1")
    @ValueSource(ints = {0, -1, -100})
    void takesASmallStartIndexAsOne(int startIndex) {
        ScimAnswer first =
                scim.find("/Users", "filter", filter, "startIndex", 1, "count", 2).isList();
        ScimAnswer page =
                scim.find("/Users", "filter", filter, "startIndex", startIndex, "count", 2)
                        .isList();
        assertThat(page.found("id")).isEqualTo(first.found("id"));
        assertThat(page.number("/startIndex")).isEqualTo(1);
    }

    @ParameterizedTest(name = "RFC 7644 §3.4.2.4: count {0} returns no resources but totalResults")
    @ValueSource(ints = {0, -1, -50})
    void returnsOnlyTheTotal(int count) {
        ScimAnswer page = scim.find("/Users", "filter", filter, "count", count).isList();
        assertThat(page.number("/totalResults")).isEqualTo(USERS);
        assertThat(page.has("/Resources")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.4: MUST NOT return more than count")
    void returnsNoMoreThanCount() {
        assertThat(scim.find("/Users", "filter", filter, "count", 3).isList().at("/Resources"))
                .hasSize(3);
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.4: beyond the end there are 0 itemsPerPage and no resources")
    void endsEmpty() {
        ScimAnswer page =
                scim.find("/Users", "filter", filter, "startIndex", 100, "count", 10).isList();
        assertThat(page.number("/totalResults")).isEqualTo(USERS);
        assertThat(page.number("/itemsPerPage")).isZero();
        assertThat(page.has("/Resources")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2: itemsPerPage is the number of resources in this page")
    void saysTheActualItemsPerPage() {
        ScimAnswer last =
                scim.find("/Users", "filter", filter, "startIndex", 4, "count", 100).isList();
        assertThat(last.number("/itemsPerPage")).isEqualTo(2);
        assertThat(last.at("/Resources")).hasSize(2);
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.4: pages neither overlap nor leave anyone out")
    void pagesAddUpToAll() {
        List<String> seen = new ArrayList<>();
        for (int start = 1; start <= USERS; start += 2) {
            seen.addAll(
                    scim.find("/Users", "filter", filter, "startIndex", start, "count", 2)
                            .found("id"));
        }
        assertThat(seen)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(scim.users(filter).found("id"));
    }

    @ParameterizedTest(name = "RFC 7644 §3.12: {0}={1} is 400 invalidValue")
    @CsvSource({"startIndex, one", "startIndex, 1.5", "count, many"})
    void refusesWhatIsNoInteger(String parameter, String value) {
        scim.find("/Users", "filter", filter, parameter, value)
                .isError(400, "invalidValue", "invalidCount");
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2: unknown query parameters SHOULD be ignored")
    void ignoresUnknownParameters() {
        ScimAnswer page = scim.find("/Users", "filter", filter, "colour", "blue").isList();
        assertThat(page.number("/totalResults")).isEqualTo(USERS);
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.4: without count the server's own limit holds")
    void limitsAnUnlimitedList() {
        int most = scim.features().maxResults();
        ScimAnswer list = scim.find("/Users").isList();
        if (most > 0) {
            assertThat(list.at("/Resources").size()).isLessThanOrEqualTo(most);
        }
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.4: a count above the server's limit is answered with fewer")
    void takesAHugeCount() {
        ScimAnswer list = scim.find("/Users", "filter", filter, "count", 1_000_000);
        if (list.status() == 200) {
            assertThat(list.at("/Resources")).hasSize(USERS);
        } else {
            list.isError(400, "tooMany", "invalidCount");
        }
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.4: asking twice gives the same order")
    void keepsTheOrder() {
        assertThat(scim.users(filter).found("id")).isEqualTo(scim.users(filter).found("id"));
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2: a new user is in the list at once")
    void listsANewUserAtOnce() {
        String name = scim.userName("fresh");
        scim.createUser(user(name));
        assertThat(scim.users("userName eq \"" + name + "\"").found("userName"))
                .containsExactly(name);
    }
}

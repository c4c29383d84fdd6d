package dev.switchboard.conformance;

import static dev.switchboard.conformance.Json.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.util.ArrayList;
import java.util.List;

/** Sorting of lists: RFC 7644 §3.4.2.3. */
@Conformance
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SortUsersIT {

    private final Scim scim;
    private final String stem;

    SortUsersIT(Scim scim) {
        this.scim = scim;
        this.stem = scim.unique("sort");
    }

    @BeforeAll
    void createUsers() {
        create("b", "Beta", "'nickName': 'anna', 'name': {'familyName': 'Young'}", "z@x.example");
        create("A", "alpha", "'nickName': 'Bert', 'name': {'familyName': 'Moor'}", "m@x.example");
        create("c", "GAMMA", "'name': {'familyName': 'Adams'}", "b@x.example");
    }

    private void create(String suffix, String display, String members, String primary) {
        scim.createUser(
                user(
                        stem + "." + suffix,
                        "{'displayName': '"
                                + display
                                + "', 'emails': [{'value': 'a"
                                + suffix
                                + "@x.example', 'type': 'home'}, {'value': '"
                                + primary
                                + "', 'type': 'work', 'primary': true}], "
                                + members
                                + "}"));
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.3: the default order is ascending")
    void ascendsByDefault() {
        assertThat(sorted("sortBy", "userName")).containsExactly("A", "b", "c");
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.3: sortOrder ascending")
    void ascends() {
        assertThat(sorted("sortBy", "userName", "sortOrder", "ascending"))
                .containsExactly("A", "b", "c");
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.3: sortOrder descending")
    void descends() {
        assertThat(sorted("sortBy", "userName", "sortOrder", "descending"))
                .containsExactly("c", "b", "A");
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.3: strings that are not caseExact sort without regard to case")
    void sortsWithoutCase() {
        assertThat(sorted("sortBy", "displayName")).containsExactly("A", "b", "c");
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.3: sortBy takes a sub-attribute")
    void sortsBySubAttributes() {
        assertThat(sorted("sortBy", "name.familyName")).containsExactly("c", "A", "b");
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.3: ascending puts those without a value last")
    void putsMissingValuesLast() {
        assertThat(sorted("sortBy", "nickName")).containsExactly("b", "A", "c");
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.3: descending puts those without a value first")
    void putsMissingValuesFirst() {
        assertThat(sorted("sortBy", "nickName", "sortOrder", "descending"))
                .containsExactly("c", "A", "b");
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.3: a multi-valued attribute sorts by its primary value")
    void sortsByThePrimaryValue() {
        assertThat(sorted("sortBy", "emails.value")).containsExactly("c", "A", "b");
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.3: sortBy takes the full URN of an attribute")
    void sortsByAUrn() {
        assertThat(sorted("sortBy", Urns.USER + ":userName", "sortOrder", "descending"))
                .containsExactly("c", "b", "A");
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.3: sortBy ignores the case of names")
    void sortsByANameInAnyCase() {
        assertThat(sorted("sortBy", "USERNAME", "sortOrder", "descending"))
                .containsExactly("c", "b", "A");
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.3: sortBy meta.created is the order of creation")
    void sortsByCreation() {
        assertThat(sorted("sortBy", "meta.created")).containsExactly("b", "A", "c");
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.3, §3.4.2.4: sorted pages keep the order of the whole")
    void sortsAcrossPages() {
        List<String> pages = new ArrayList<>();
        for (int start = 1; start <= 3; start++) {
            pages.addAll(sorted("sortBy", "userName", "startIndex", start, "count", 1));
        }
        assertThat(pages).containsExactly("A", "b", "c");
    }

    @Test
    @DisplayName("RFC 7644 §3.12: an unknown sortOrder is refused, not guessed")
    void refusesAnUnknownOrder() {
        scim.needs(scim.features().sort(), "sorting");
        scim.find("/Users", "sortBy", "userName", "sortOrder", "sideways").isRefused();
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.3: a server that does not sort ignores sortBy")
    void doesNotFailOnSortBy() {
        scim.find("/Users", "sortBy", "userName", "count", 1).isList();
    }

    private List<String> sorted(Object... parameters) {
        scim.needs(scim.features().sort(), "sorting");
        List<Object> all = new ArrayList<>(List.of(parameters));
        all.add("filter");
        all.add("userName sw \"" + stem + "\"");
        return scim.find("/Users", all.toArray()).isList().found("userName").stream()
                .map(name -> name.substring(stem.length() + 1))
                .toList();
    }
}

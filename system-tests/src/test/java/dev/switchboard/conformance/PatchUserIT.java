package dev.switchboard.conformance;

import static dev.switchboard.conformance.Urns.ENTERPRISE;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code PATCH /Users/{id}}: what it changes. RFC 7644 §3.5.2. */
@Conformance
final class PatchUserIT {

    private final Scim scim;
    private final String path;

    PatchUserIT(Scim scim) {
        this.scim = scim;
        scim.needs(scim.features().patch(), "PATCH");
        this.path =
                "/Users/"
                        + scim.createUser(
                                        "{'title': 'Clerk', 'displayName': 'Ada', 'emails': ["
                                                + "{'value': 'w@a.example', 'type': 'work', 'primary': true},"
                                                + "{'value': 'h@a.example', 'type': 'home'}]}")
                                .id();
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2: success is 200 with the resource, or 204")
    void succeeds() {
        ScimAnswer answer = scim.patch(path, op("replace", "title", "'Boss'")).is(200, 204);
        if (answer.status() == 200) {
            assertThat(answer.text("/title")).isEqualTo("Boss");
            assertThat(answer.id()).isNotEmpty();
        } else {
            assertThat(answer.body()).isEmpty();
        }
        assertThat(read().text("/title")).isEqualTo("Boss");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2: meta.lastModified and the version change with the resource")
    void changesTheVersion() {
        ScimAnswer before = read();
        scim.patch(path, op("replace", "title", "'Boss'")).is(200, 204);
        assertThat(read().text("/meta/version")).isNotEqualTo(before.text("/meta/version"));
        assertThat(read().text("/meta/created")).isEqualTo(before.text("/meta/created"));
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.1: add without a path adds the attributes of the value")
    void addsWithoutAPath() {
        apply("{'op': 'add', 'value': {'nickName': 'Addie', 'userType': 'Temp'}}");
        assertThat(read().text("/nickName")).isEqualTo("Addie");
        assertThat(read().text("/userType")).isEqualTo("Temp");
        assertThat(read().text("/title")).isEqualTo("Clerk");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.1: add to a multi-valued attribute adds a value")
    void addsAValue() {
        apply(op("add", "emails", "[{'value': 'n@a.example', 'type': 'other'}]"));
        assertThat(read().texts("/emails", "value"))
                .containsExactlyInAnyOrder("w@a.example", "h@a.example", "n@a.example");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.1: add without a path adds values to multi-valued attributes")
    void addsAValueWithoutAPath() {
        apply("{'op': 'add', 'value': {'emails': [{'value': 'n@a.example', 'type': 'other'}]}}");
        assertThat(read().at("/emails")).hasSize(3);
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.1: add to a single-valued attribute replaces it")
    void addReplacesSingleValues() {
        apply(op("add", "title", "'Boss'"));
        assertThat(read().text("/title")).isEqualTo("Boss");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.1: add to a complex attribute adds its sub-attributes")
    void addsSubAttributes() {
        apply(op("add", "name", "{'middleName': 'M'}"));
        assertThat(read().text("/name/middleName")).isEqualTo("M");
        assertThat(read().text("/name/givenName")).isEqualTo("Ada");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.1: add of a value that is there changes nothing")
    void addsNothingTwice() {
        ScimAnswer before = scim.settled(path);
        apply(op("add", "emails", "[{'value': 'h@a.example', 'type': 'home'}]"));
        ScimAnswer after = scim.settled(path);
        assertThat(after.at("/emails")).hasSize(2);
        assertThat(after.text("/meta/lastModified")).isEqualTo(before.text("/meta/lastModified"));
        assertThat(after.text("/meta/version")).isEqualTo(before.text("/meta/version"));
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2: setting primary true sets it false on the other values")
    void switchesThePrimary() {
        apply(op("add", "emails", "[{'value': 'n@a.example', 'primary': true}]"));
        assertOnlyPrimary("n@a.example");
        apply(op("replace", "emails[type eq \\\"home\\\"].primary", "true"));
        assertOnlyPrimary("h@a.example");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.2: remove unassigns a single-valued attribute")
    void removesAnAttribute() {
        apply("{'op': 'remove', 'path': 'title'}");
        assertThat(read().has("/title")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.2: remove without a filter removes all values")
    void removesAllValues() {
        apply("{'op': 'remove', 'path': 'emails'}");
        assertThat(read().has("/emails")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.2: remove with a filter removes the values that match")
    void removesMatchingValues() {
        apply("{'op': 'remove', 'path': 'emails[type eq \\\"home\\\"]'}");
        assertThat(read().texts("/emails", "value")).containsExactly("w@a.example");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.2: remove of the last value unassigns the attribute")
    void removesTheLastValue() {
        apply("{'op': 'remove', 'path': 'emails[value pr]'}");
        assertThat(read().has("/emails")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.2: remove of a sub-attribute of the matching values")
    void removesASubAttributeOfMatches() {
        apply("{'op': 'remove', 'path': 'emails[type eq \\\"home\\\"].type'}");
        assertThat(read().texts("/emails", "type")).containsExactlyInAnyOrder("work", "");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.2: remove of a sub-attribute of a complex attribute")
    void removesASubAttribute() {
        apply("{'op': 'remove', 'path': 'name.givenName'}");
        assertThat(read().has("/name/givenName")).isFalse();
        assertThat(read().text("/name/familyName")).isEqualTo("Quill");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.3: replace without a path replaces the attributes of the value")
    void replacesWithoutAPath() {
        apply(
                "{'op': 'replace', 'value': {'title': 'Boss', 'emails': [{'value': 'o@a.example'}]}}");
        assertThat(read().text("/title")).isEqualTo("Boss");
        assertThat(read().texts("/emails", "value")).containsExactly("o@a.example");
        assertThat(read().text("/displayName")).isEqualTo("Ada");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.3: replace of a multi-valued attribute replaces all its values")
    void replacesAllValues() {
        apply(op("replace", "emails", "[{'value': 'o@a.example', 'type': 'work'}]"));
        assertThat(read().texts("/emails", "value")).containsExactly("o@a.example");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.3: replace of a missing attribute is treated as add")
    void replaceAddsWhatIsMissing() {
        apply(op("replace", "nickName", "'Addie'"));
        assertThat(read().text("/nickName")).isEqualTo("Addie");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.3: replace of a complex attribute leaves other sub-attributes")
    void replacesSubAttributes() {
        apply(op("replace", "name", "{'givenName': 'Eve'}"));
        assertThat(read().text("/name/givenName")).isEqualTo("Eve");
        assertThat(read().text("/name/familyName")).isEqualTo("Quill");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.3: replace of a sub-attribute by its path")
    void replacesASubAttribute() {
        apply(op("replace", "name.familyName", "'Pen'"));
        assertThat(read().text("/name/familyName")).isEqualTo("Pen");
        assertThat(read().text("/name/givenName")).isEqualTo("Ada");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.3: replace by value path replaces the matching values")
    void replacesMatchingValues() {
        apply(
                op(
                        "replace",
                        "emails[type eq \\\"home\\\"]",
                        "{'value': 'x@a.example', 'type': 'home'}"));
        assertThat(read().texts("/emails", "value"))
                .containsExactlyInAnyOrder("w@a.example", "x@a.example");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.3: replace by value path and sub-attribute, in all matches")
    void replacesASubAttributeOfMatches() {
        apply(op("replace", "emails[value ew \\\".example\\\"].display", "'Mail'"));
        assertThat(read().texts("/emails", "display")).containsExactly("Mail", "Mail");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2: operations apply in order, each to the result of the last")
    void appliesInOrder() {
        apply(
                op("replace", "title", "'One'"),
                "{'op': 'remove', 'path': 'title'}",
                op("add", "title", "'Two'"));
        assertThat(read().text("/title")).isEqualTo("Two");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2: if one operation fails the original is restored")
    void isAtomic() {
        ScimAnswer before = scim.settled(path);
        scim.patch(path, op("replace", "title", "'Boss'"), op("replace", "id", "'other'"))
                .isError(400);
        assertThat(scim.settled(path).json()).isEqualTo(before.json());
    }

    @Test
    @DisplayName("RFC 7644 §3.10: a path may be the full URN of an attribute")
    void takesUrnPaths() {
        apply(op("replace", Urns.USER + ":title", "'Boss'"));
        assertThat(read().text("/title")).isEqualTo("Boss");
    }

    @Test
    @DisplayName("RFC 7644 §3.10: names in a path are case insensitive")
    void takesPathsInAnyCase() {
        apply(op("replace", "NAME.givenname", "'Eve'"));
        assertThat(read().text("/name/givenName")).isEqualTo("Eve");
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2: adding an extension's attribute adds its URN to schemas")
    void addsExtensionAttributes() {
        apply(op("add", ENTERPRISE + ":employeeNumber", "'701984'"));
        assertThat(read().text("/" + ENTERPRISE + "/employeeNumber")).isEqualTo("701984");
        assertThat(read().texts("/schemas")).contains(ENTERPRISE);
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2: a value without a path may hold an extension under its URN")
    void addsAnExtension() {
        apply("{'op': 'add', 'value': {'" + ENTERPRISE + "': {'department': 'Sales'}}}");
        assertThat(read().text("/" + ENTERPRISE + "/department")).isEqualTo("Sales");
    }

    @Test
    @DisplayName("RFC 7644 §3.10: a path to a sub-attribute of an extension's attribute")
    void replacesTheManager() {
        String boss = scim.newUser();
        apply(op("replace", ENTERPRISE + ":manager.value", "'" + boss + "'"));
        assertThat(read().text("/" + ENTERPRISE + "/manager/value")).isEqualTo(boss);
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.2: an extension's attribute is removed by its URN path")
    void removesExtensionAttributes() {
        apply(op("add", ENTERPRISE + ":department", "'Sales'"));
        apply("{'op': 'remove', 'path': '" + ENTERPRISE + ":department'}");
        assertThat(read().has("/" + ENTERPRISE + "/department")).isFalse();
    }

    @ParameterizedTest(name = "RFC 7643 §2.5: replace by {0} unassigns")
    @ValueSource(strings = {"null", "[]"})
    void unassignsByNothing(String nothing) {
        apply(op("replace", "emails", nothing));
        assertThat(read().has("/emails")).isFalse();
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2: a new userName is taken over and the old one is free")
    void renames() {
        String old = read().text("/userName");
        String name = scim.userName("renamed");
        apply(op("replace", "userName", "'" + name + "'"));
        assertThat(read().text("/userName")).isEqualTo(name);
        scim.createUser(Json.user(old));
    }

    @Test
    @DisplayName("RFC 7644 §3.5.2.1: a password can be set and is not returned")
    void takesAPassword() {
        ScimAnswer answer =
                scim.patch(path, op("replace", "password", "'n3wS3cret!'")).is(200, 204);
        assertThat(answer.body()).doesNotContain("n3wS3cret");
        assertThat(read().body()).doesNotContain("n3wS3cret");
    }

    private static String op(String op, String path, String value) {
        return "{'op': '" + op + "', 'path': '" + path + "', 'value': " + value + "}";
    }

    private void apply(String... operations) {
        scim.patch(path, operations).is(200, 204);
    }

    private ScimAnswer read() {
        return scim.get(path).is(200);
    }

    private void assertOnlyPrimary(String value) {
        assertThat(
                        read().at("/emails")
                                .valueStream()
                                .filter(mail -> mail.path("primary").asBoolean(false))
                                .map(mail -> mail.path("value").asString("")))
                .containsExactly(value);
    }
}

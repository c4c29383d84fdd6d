package dev.switchboard.conformance;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What filters are refused, and how: RFC 7644 §3.4.2.2, §3.12. */
@Conformance
final class FilterSyntaxIT {

    private final Scim scim;

    FilterSyntaxIT(Scim scim) {
        this.scim = scim;
    }

    @ParameterizedTest(name = "RFC 7644 §3.4.2.2: the filter {0} is 400 invalidFilter")
    @ValueSource(
            strings = {
                "userName xx \"a\"",
                "userName eq",
                "eq \"a\"",
                "userName",
                "userName eq \"a",
                "userName eq 'a'",
                "(userName eq \"a\"",
                "userName eq \"a\")",
                "userName eq \"a\" and",
                "and userName eq \"a\"",
                "userName eq \"a\" userName eq \"b\"",
                "userName eq \"a\" xor title pr",
                "not userName eq \"a\"",
                "emails[type eq \"work\"",
                "emails[type eq \"work\" and value pr",
                "emails[]",
                "1userName eq \"a\"",
                "userName eq \"\\x\"",
                "userName pr \"a\"",
                "\"a\" eq userName",
                "userName = \"a\"",
            })
    void refusesWhatIsNoFilter(String filter) {
        scim.users(filter).isError(400, "invalidFilter");
    }

    @ParameterizedTest(name = "RFC 7644 §3.4.2.2: {0} on a Boolean SHALL be 400 invalidFilter")
    @ValueSource(strings = {"gt", "ge", "lt", "le"})
    void refusesToOrderBooleans(String operator) {
        scim.users("active " + operator + " true").isError(400, "invalidFilter");
    }

    @ParameterizedTest(name = "RFC 7644 §3.4.2.2: {0} on a binary SHALL be 400 invalidFilter")
    @ValueSource(strings = {"gt", "ge", "lt", "le"})
    void refusesToOrderBinaries(String operator) {
        scim.users("x509Certificates.value " + operator + " \"MIID\"")
                .isError(400, "invalidFilter");
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.2: a dateTime compared with something else is invalidFilter")
    void refusesADateThatIsNone() {
        scim.users("meta.created gt \"yesterday\"").isError(400, "invalidFilter");
    }

    @Test
    @DisplayName("RFC 7644 §3.12: a filter on an unknown attribute is refused, never ignored")
    void doesNotIgnoreUnknownAttributes() {
        ScimAnswer answer = scim.users("shoeSize eq \"42\"");
        if (answer.status() != 200 || answer.number("/totalResults") != 0) {
            answer.isError(400, "invalidFilter");
        }
    }

    @Test
    @DisplayName("RFC 7643 §4.1.1: a filter on password tells nothing")
    void tellsNothingOfPasswords() {
        ScimAnswer answer = scim.users("password sw \"a\"");
        if (answer.status() != 200 || answer.number("/totalResults") != 0) {
            answer.isRefused();
        }
    }

    @Test
    @DisplayName("RFC 7644 §7.7: a filter nested a thousand deep is invalidFilter, not 5xx")
    void survivesDeepNesting() {
        String filter = "(".repeat(1000) + "title pr" + ")".repeat(1000);
        scim.users(filter).isError(400, "invalidFilter");
    }

    @Test
    @DisplayName("RFC 7644 §7.7: a filter of a thousand terms is refused or answered, not 5xx")
    void survivesManyTerms() {
        String filter = "title eq \"a\"" + " or title eq \"a\"".repeat(300);
        ScimAnswer answer = scim.users(filter);
        if (answer.status() != 200) {
            answer.isRefused();
        }
    }

    @Test
    @DisplayName("RFC 7644 §7.7: SQL in a value is only a value")
    void survivesInjection() {
        ScimAnswer found = scim.users("userName eq \"' OR '1'='1' --\"").isList();
        org.assertj.core.api.Assertions.assertThat(found.number("/totalResults")).isZero();
    }

    @Test
    @DisplayName("RFC 7644 §7.7: a NUL in a value is no internal error")
    void survivesNul() {
        ScimAnswer answer = scim.users("userName eq \"a\\u0000b\"");
        if (answer.status() != 200) {
            answer.isError(400);
        }
    }

    @ParameterizedTest(name = "RFC 7644 §3.4.2.2: an empty filter is refused: ?{0}")
    @ValueSource(strings = {"filter=&count=1", "filter&count=1", "filter=%20&count=1"})
    void refusesAnEmptyFilter(String query) {
        scim.get("/Users?" + query).isError(400, "invalidFilter");
    }
}

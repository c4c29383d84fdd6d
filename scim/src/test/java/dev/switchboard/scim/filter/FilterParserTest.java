package dev.switchboard.scim.filter;

import static dev.switchboard.scim.schema.ResourceDefinition.GROUP;
import static dev.switchboard.scim.schema.ResourceDefinition.USER;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;

/** RFC 7644, section 3.4.2.2. */
final class FilterParserTest {

    private static final String ENTERPRISE =
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    title eq "1" or title eq "2" and title eq "3" | (title EQ 1 or (title EQ 2 and title EQ 3))
                    title eq "1" and title eq "2" or title eq "3" | ((title EQ 1 and title EQ 2) or title EQ 3)
                    (title eq "1" or title eq "2") and title pr   | ((title EQ 1 or title EQ 2) and title pr)
                    not (title eq "1") and title pr               | (not title EQ 1 and title pr)
                    NOT(title eq "1" AND TITLE PR)                | not (title EQ 1 and title pr)
                    """)
    void bindsNotThenAndThenOr(String text, String structure) {
        assertThat(FilterText.structure(Filter.parse(text, USER))).isEqualTo(structure.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Every example of Figure 2, and of the text around it.
                "userName eq \"bjensen\"",
                "name.familyName co \"O'Malley\"",
                "userName sw \"J\"",
                "urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"J\"",
                "title pr",
                "meta.lastModified gt \"2011-05-13T04:42:34Z\"",
                "meta.lastModified ge \"2011-05-13T04:42:34Z\"",
                "meta.lastModified lt \"2011-05-13T04:42:34Z\"",
                "meta.lastModified le \"2011-05-13T04:42:34Z\"",
                "title pr and userType eq \"Employee\"",
                "title pr or userType eq \"Intern\"",
                "schemas eq \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\"",
                "userType eq \"Employee\" and (emails co \"example.com\" or emails.value co \"example.org\")",
                "userType ne \"Employee\" and not (emails co \"example.com\" or emails.value co \"example.org\")",
                "userType eq \"Employee\" and (emails.type eq \"work\")",
                "userType eq \"Employee\" and emails[type eq \"work\" and value co \"@example.com\"]",
                "emails[type eq \"work\" and value co \"@example.com\"] or ims[type eq \"xmpp\" and value co \"@foo.com\"]"
            })
    void readsTheExamplesOfTheRfc(String text) {
        assertThat(Filter.parse(text, USER)).isNotNull();
    }

    @Test
    void knowsAttributesAndOperatorsInAnyLetterCase() {
        assertThat(Filter.parse("USERNAME Eq \"x\"", USER))
                .isEqualTo(Filter.parse("userName eq \"x\"", USER));
        assertThat(
                        Filter.parse(
                                "urn:IETF:params:scim:schemas:core:2.0:user:username eq \"x\"",
                                USER))
                .isEqualTo(Filter.parse("userName eq \"x\"", USER));
    }

    @Test
    void findsExtensionAttributesByTheirUrn() {
        Filter.Comparison filter =
                (Filter.Comparison)
                        Filter.parse(ENTERPRISE + ":manager.displayName eq \"x\"", USER);

        assertThat(filter.path().extension()).isEqualTo(ENTERPRISE);
        assertThat(filter.path()).hasToString(ENTERPRISE + ":manager.displayName");
    }

    @Test
    void takesAComplexAttributeForItsValue() {
        assertThat(Filter.parse("emails co \"x\"", USER))
                .isEqualTo(Filter.parse("emails.value co \"x\"", USER));
    }

    @Test
    void knowsTheDollarOfRefAttributes() {
        assertThat(Filter.parse("members.$ref pr", GROUP)).isInstanceOf(Filter.Present.class);
    }

    @Test
    void readsEscapesOfJsonStrings() {
        Filter.Comparison filter =
                (Filter.Comparison)
                        Filter.parse("title eq \"a\\\"b\\\\c\\/\\u0041\\n\\uD83D\\uDE00\"", USER);

        assertThat(filter.value()).isEqualTo(new Operand.Text("a\"b\\c/A\n😀"));
    }

    @Test
    void comparesDatesAsInstants() {
        Filter.Comparison filter =
                (Filter.Comparison)
                        Filter.parse("meta.created eq \"2026-01-01T12:00:00+02:00\"", USER);

        assertThat(filter.value())
                .isEqualTo(new Operand.Moment(Instant.parse("2026-01-01T10:00:00Z")));
    }

    @Test
    void takesComparisonWithNullForPresence() {
        assertThat(Filter.parse("emails eq null", USER))
                .isEqualTo(Filter.parse("not (emails pr)", USER));
        assertThat(Filter.parse("title ne null", USER)).isEqualTo(Filter.parse("title pr", USER));
    }

    @Test
    void takesBooleansInStringsAsEntraWritesThem() {
        assertThat(Filter.parse("active eq \"True\"", USER))
                .isEqualTo(Filter.parse("active eq true", USER));
    }

    @Test
    void takesAMissingPrimaryForFalse() { // RFC 7643, section 2.4
        assertThat(Filter.parse("emails[primary eq false]", USER))
                .isEqualTo(Filter.parse("emails[primary ne true]", USER));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    emails[type eq "work"].value eq "x"   | emails[type eq "work" and value eq "x"]
                    emails[type eq "work"].VALUE sw "x"   | emails[type eq "work" and value sw "x"]
                    emails[type eq "work"].value pr       | emails[type eq "work" and value pr]
                    emails[primary eq true].value ne null | emails[primary eq true and value pr]
                    emails[type eq "a" or type eq "b"].value eq "x" and title pr | emails[(type eq "a" or type eq "b") and value eq "x"] and title pr
                    """)
    void readsWhatEntraWritesBehindBrackets(String entras, String rfcs) {
        assertThat(Filter.parse(entras, USER)).isEqualTo(Filter.parse(rfcs, USER));
    }

    @Test
    void treatsAttributesOfOtherTypesAsAbsentInARootSearch() { // section 3.4.2.1
        Filter users = Filter.parse("userName pr or members pr", USER, List.of(GROUP));
        Filter groups = Filter.parse("userName ne \"x\"", GROUP, List.of(USER));

        assertThat(FilterText.structure(users)).isEqualTo("(userName pr or not id pr)");
        assertThat(FilterText.structure(groups)).isEqualTo("id pr");
        assertThat(problem("nonsense pr or members pr")).contains("nonsense");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    ~~                                  | position 1
                    userName                            | position 9
                    userName eq                         | position 12
                    userName eq jyoung                  | position 13
                    userName eq "jyoung                 | position 13
                    userName eq 'jyoung'                | position 13
                    userName eq 5                       | a string in double quotes
                    userName xx "a"                     | 'xx' is not an operator
                    userName eq "a" title pr            | position 17
                    userName eq "a" and                 | position 20
                    (userName pr                        | expected ')'
                    userName pr)                        | position 12
                    userName eq "\\x"                   | not an escape
                    userName eq "\\u00"                 | hexadecimal
                    userName eq "\\u0000"               | U+0000
                    userName eq "\\ud800"               | surrogate
                    userName eq "\\udc00\\ud800"         | surrogate
                    nonsense eq "x"                     | 'nonsense' (those of extensions go with the extension's full URN)
                    userName.first eq "x"               | 'userName.first'
                    urn:unknown:User:title eq "x"       | 'urn:unknown:User:title'
                    emails[nonsense eq "x"]             | 'nonsense'
                    emails[type eq "work"               | expected ']'
                    emails[type eq "work"].nonsense pr  | position 23
                    emails[type eq "work"].             | position 23
                    emails[type eq "work"].value        | position 29
                    emails[type eq "work"]value pr      | position 23
                    emails[value[type pr]]              | brackets
                    userName[value eq "x"]              | brackets
                    name eq "x"                         | name.formatted
                    active gt true                      | 'active'
                    active co "t"                       | 'active'
                    active eq "maybe"                   | true or false
                    x509Certificates gt "a"             | 'x509Certificates.value'
                    meta.created eq "yesterday"         | date and time
                    meta.created co "2026"              | 'meta.created'
                    title gt null                       | null goes only
                    userName eq {"a":1}                 | position 13
                    userName eq [1]                     | position 13
                    password eq "x"                     | cannot be searched
                    """)
    void namesThePlaceOrTheAttributeThatItCannotAnswer(String text, String told) {
        assertThat(problem(text)).contains(told.strip());
    }

    @Test
    void showsWholeCharactersThatCannotPlayTricks() {
        assertThat(problem("title pr \uD83D\uDE00")).contains("found '\uD83D\uDE00'.");
        assertThat(problem("title pr \u202Ex")).contains("found '?'.");
    }

    @Test
    void refusesTooLongTooManyAndTooDeep() {
        assertThat(problem("userName eq \"" + "x".repeat(8192) + "\"")).contains("8192");
        assertThat(problem("title pr" + " or title pr".repeat(50))).contains("50 expressions");
        assertThat(problem("title pr" + " or emails[type pr].value pr".repeat(25)))
                .contains("50 expressions");
        assertThat(problem("(".repeat(11) + "title pr" + ")".repeat(11))).contains("deeper");
        assertThat(problem("not (".repeat(1600))).contains("deeper");
        assertThat(problem("(".repeat(8000))).contains("deeper");
    }

    @Test
    void acceptsFiftyExpressionsAndTenLevels() {
        assertThat(Filter.parse("title pr" + " or title pr".repeat(49), USER)).isNotNull();
        assertThat(Filter.parse("(".repeat(10) + "title pr" + ")".repeat(10), USER)).isNotNull();
    }

    private static String problem(String text) {
        ScimException thrown =
                catchThrowableOfType(
                        ScimException.class, () -> Filter.parse(text, USER, List.of(GROUP)));
        assertThat(thrown).as(text).isNotNull();
        assertThat(thrown.error()).isEqualTo(ScimError.INVALID_FILTER);
        return thrown.detail();
    }
}

package dev.switchboard.scim.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8265, section 3.3: UsernameCaseMapped. */
final class UserNamesTest {

    @ParameterizedTest
    @CsvSource({
        "Jane.Doe+x@Example.COM, jane.doe+x@example.com",
        "ＪＡＮＥ@example.com, jane@example.com", // full width
        "JÜRGEN, jürgen",
        "JU\u0308RGEN, jürgen", // decomposed
        "straße, straße",
        "O'Neil_1, o'neil_1",
        "ΣΊΣΥΦΟΣ, σίσυφος",
        "אבג, אבג"
    })
    void preparesNamesForComparison(String userName, String key) {
        assertThat(UserNames.key(userName)).isEqualTo(key);
        assertThat(UserNames.key(UserNames.key(userName))).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a\u00a0b",
                "a\u200bb",
                "a\u0000b",
                "☺",
                "Ⅳ",
                "a\uD800",
                "אa"
            })
    void refusesNamesThatCannotBeTold(String userName) {
        ScimException thrown =
                catchThrowableOfType(ScimException.class, () -> UserNames.key(userName));

        assertThat(thrown).isNotNull();
        assertThat(thrown.error()).isEqualTo(ScimError.INVALID_VALUE);
        assertThat(thrown.detail()).contains("'userName'");
    }

    @Test
    void refusesNamesThatAreTooLong() {
        assertThat(UserNames.key("x".repeat(256))).hasSize(256);
        assertThat(
                        catchThrowableOfType(
                                        ScimException.class, () -> UserNames.key("x".repeat(257)))
                                .detail())
                .contains("257");
    }
}

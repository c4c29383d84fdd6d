package dev.switchboard.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts as the request log can carry them. */
final class AnsweredRequestsTest {

    @ParameterizedTest
    @CsvSource({
        "abcde, abcde",
        "abcdef, abcd…",
        "abc😀, abc😀",
        "abcd😀, abcd…",
        "abc😀x, abc…",
        "ab😀xy, ab😀…",
        "ab\ud83d, ab?"
    })
    void cutsBetweenCharacters(String text, String shortened) {
        assertThat(AnsweredRequests.shortened(text, 5)).isEqualTo(shortened);
    }
}

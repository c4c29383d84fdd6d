package dev.switchboard.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MediaTypesTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "application/scim+json",
                "application/scim+json; charset=utf-8",
                "application/json, application/scim+json",
                "application/json, */*;q=0.5",
                "*/*",
                "text/html"
            })
    void answersWithScimsOwnType(String accept) {
        assertThat(MediaTypes.forAnswer(accept)).isEqualTo("application/scim+json;charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json;charset=utf-8, text/html"})
    void answersWithPlainJsonWhereOnlyThatIsAccepted(String accept) {
        assertThat(MediaTypes.forAnswer(accept)).isEqualTo("application/json");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "application/scim+json",
                "application/scim+json; charset=utf-8",
                "application/json",
                "Application/JSON;Charset=\"UTF-8\"",
                "application/json; odata=verbose"
            })
    void readsBothTypesWithTheirParameters(String contentType) {
        assertThatCode(() -> MediaTypes.check(contentType, null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "application/json; charset=iso-8859-1",
                "application/json; charset=nonsense",
                "nonsense"
            })
    void refusesOtherTypes(String contentType) {
        assertThatThrownBy(() -> MediaTypes.check(contentType, null))
                .isInstanceOfSatisfying(
                        ScimException.class,
                        e -> assertThat(e.error()).isEqualTo(ScimError.UNSUPPORTED_MEDIA_TYPE))
                .hasMessageContaining(contentType);
    }

    @Test
    void refusesCompressedBodies() {
        assertThatThrownBy(() -> MediaTypes.check("application/json", "gzip"))
                .hasMessageContaining("Content-Encoding is 'gzip'");
    }
}

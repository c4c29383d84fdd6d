package dev.switchboard.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.scim.ScimException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryParametersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filter=userName%20eq%20%22jane%2Bx%40example.com%22",
                "filter=userName+eq+%22jane%2Bx%40example.com%22",
                "filter=userName+eq+%22jane%2bx@example.com%22"
            })
    void readsSpacesAndPlusesAsFormsHaveThem(String query) {
        assertThat(QueryParameters.parse(query).get("filter"))
                .isEqualTo("userName eq \"jane+x@example.com\"");
    }

    @Test
    void readsUtf8() {
        assertThat(QueryParameters.parse("filter=%C3%A9%F0%9F%98%80").get("filter"))
                .isEqualTo("é😀");
    }

    @Test
    void readsNothingFromNothing() {
        assertThat(QueryParameters.parse(null).get("filter")).isNull();
        assertThat(QueryParameters.parse("&&=x&filter").get("filter")).isEmpty();
    }

    @Test
    void keepsEqualsSignsInValues() {
        assertThat(QueryParameters.parse("filter=a=b").get("filter")).isEqualTo("a=b");
    }

    @Test
    void joinsRepeatedAttributeLists() {
        assertThat(QueryParameters.parse("attributes=a&attributes=b,c").get("attributes"))
                .isEqualTo("a,b,c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"filter=%", "filter=%4", "filter=%zz", "filter=%FF", "filter=%C3", "a=%00"})
    void refusesWhatIsMalformed(String query) {
        assertThatThrownBy(() -> QueryParameters.parse(query))
                .isInstanceOf(ScimException.class)
                .hasMessageContaining("percent escape");
    }

    @Test
    void refusesTwoDifferentFilters() {
        assertThatThrownBy(() -> QueryParameters.parse("filter=a&filter=b"))
                .hasMessageContaining("'filter' is given twice");
        assertThat(QueryParameters.parse("count=1&count=1").get("count")).isEqualTo("1");
    }
}

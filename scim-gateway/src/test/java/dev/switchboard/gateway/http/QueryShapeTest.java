package dev.switchboard.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryShapeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "filter=userName%20eq%20%22ada@example.com%22&startIndex=1&count=100"
                        + "|filter=userName eq …&startIndex=1&count=100",
                "filter=userName+eq+ada@example.com|filter=userName eq …",
                "filter=emails[type eq \"work\" and value co \"ada\"] or title pr"
                        + "|filter=type eq …, value co …, title pr",
                "filter=\"ada eq lovelace\"|filter=…",
                "filter=displayName eq Marie le Blanc|filter=displayName eq …",
                "filter=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq \"x\""
                        + "|filter=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq …",
                "filter=userName eq \"a\\\" title eq b\"|filter=userName eq …",
                "filter=%zz|filter=…",
                "sortBy=name.familyName&cursor=abc|sortBy=name.familyName&cursor=…",
                "count=<ada@example.com>|count=…",
                "ada@example.com|…"
            })
    void keepsNamesAndNoValues(String query, String shape) {
        assertThat(QueryShape.of(query)).isEqualTo(shape);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\\\\", "\\\"a"})
    void readsLongValuesWithoutAStackAsLong(String part) {
        String value = part.repeat(50_000);
        assertThat(QueryShape.ofFilter("userName eq \"" + value + "\" or title pr"))
                .isEqualTo("userName eq …, title pr");
    }

    @Test
    void hasNoShapeWithoutAQuery() {
        assertThat(QueryShape.of(null)).isNull();
        assertThat(QueryShape.of("")).isNull();
    }
}

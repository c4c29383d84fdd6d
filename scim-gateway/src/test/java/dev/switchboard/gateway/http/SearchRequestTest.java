package dev.switchboard.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** RFC 7644, sections 3.4.2 and 3.4.3. */
final class SearchRequestTest {

    private static final String SCHEMAS =
            "\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:SearchRequest\"]";

    @ParameterizedTest
    @CsvSource({
        "startIndex=0, 1",
        "startIndex=-5, 1",
        "startIndex=7, 7",
        "startIndex=%2B7, 7",
        "startIndex=99999999999999999999, 2147483647",
        "x=y, 1"
    })
    void readsStartIndex(String query, int startIndex) {
        assertThat(ofQuery(query).startIndex()).isEqualTo(startIndex);
    }

    @ParameterizedTest
    @CsvSource({"count=0, 0", "count=-1, 0", "count=2, 2", "count=99999999999, 2147483647"})
    void readsCount(String query, int count) {
        assertThat(ofQuery(query).count()).isEqualTo(count);
    }

    @Test
    void tellsThatNoCountIsGiven() {
        assertThat(ofQuery("startIndex=1").count()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"count=ten", "count=", "startIndex=1.5", "startIndex=1e3", "count=0x1"})
    void refusesWhatIsNoInteger(String query) {
        assertThatThrownBy(() -> ofQuery(query))
                .isInstanceOfSatisfying(
                        ScimException.class,
                        e -> assertThat(e.error()).isEqualTo(ScimError.INVALID_VALUE))
                .hasMessageContaining("must be an integer");
    }

    @Test
    void readsABody() {
        SearchRequest search =
                SearchRequest.of(
                        json(
                                "{"
                                        + SCHEMAS
                                        + ",\"filter\":\"active eq true\",\"startIndex\":3,\"count\":4,"
                                        + "\"attributes\":[\"userName\",\"name.givenName\"],"
                                        + "\"sortBy\":\"userName\",\"sortOrder\":\"Descending\","
                                        + "\"cursor\":\"\"}"));

        assertThat(search)
                .isEqualTo(
                        new SearchRequest(
                                "active eq true",
                                3,
                                4,
                                "userName,name.givenName",
                                null,
                                "userName",
                                true,
                                ""));
    }

    @Test
    void knowsABodysNamesInAnyLetterCase() { // RFC 7643, section 2.1
        String schemas = SCHEMAS.replace("schemas", "Schemas");

        SearchRequest search =
                SearchRequest.of(
                        json("{" + schemas + ",\"Filter\":\"active eq true\",\"COUNT\":4}"));

        assertThat(search.filter()).isEqualTo("active eq true");
        assertThat(search.count()).isEqualTo(4);
        assertThatThrownBy(
                        () ->
                                SearchRequest.of(
                                        json(
                                                "{"
                                                        + SCHEMAS
                                                        + ",\"filter\":\"title pr\",\"Filter\":null}")))
                .isInstanceOfSatisfying(
                        ScimException.class,
                        e -> assertThat(e.error()).isEqualTo(ScimError.INVALID_SYNTAX))
                .hasMessageContaining("'filter' is given twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cursor&count=ten", "cursor=&count=1.5"})
    void hasAnErrorOfItsOwnForTheCountBesideACursor(String query) {
        assertThatThrownBy(() -> ofQuery(query))
                .isInstanceOfSatisfying(
                        ScimException.class,
                        e -> assertThat(e.error()).isEqualTo(ScimError.INVALID_COUNT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"filter=", "filter", "filter=+&count=1"})
    void refusesAFilterThatIsEmpty(String query) {
        assertThatThrownBy(() -> ofQuery(query))
                .isInstanceOfSatisfying(
                        ScimException.class,
                        e -> assertThat(e.error()).isEqualTo(ScimError.INVALID_FILTER))
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> SearchRequest.of(json("{" + SCHEMAS + ",\"filter\":\" \"}")))
                .hasMessageContaining("empty");
        assertThat(SearchRequest.of(json("{" + SCHEMAS + ",\"filter\":null}")).filter()).isNull();
    }

    @Test
    void refusesAnOrderThatIsNone() {
        assertThatThrownBy(() -> ofQuery("sortBy=userName&sortOrder=down"))
                .isInstanceOfSatisfying(
                        ScimException.class,
                        e -> assertThat(e.error()).isEqualTo(ScimError.INVALID_VALUE))
                .hasMessageContaining("sortOrder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"count\":\"4\"",
                "\"count\":1.5",
                "\"filter\":7",
                "\"attributes\":[7]",
                "\"excludedAttributes\":{}",
                "\"cursor\":7",
                "\"sortBy\":[\"userName\"]"
            })
    void refusesABodysValueOfAnotherType(String property) {
        assertThatThrownBy(() -> SearchRequest.of(json("{" + SCHEMAS + "," + property + "}")))
                .hasMessageContaining("must be");
    }

    @Test
    void refusesABodyThatIsNoSearchRequest() {
        assertThatThrownBy(() -> SearchRequest.of(json("{\"filter\":\"active eq true\"}")))
                .hasMessageContaining("SearchRequest");
    }

    private static SearchRequest ofQuery(String query) {
        return SearchRequest.of(QueryParameters.parse(query));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) new JsonMapper().readTree(text);
    }
}

package dev.switchboard.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, ids and versions. */
final class SmallPartsTest {

    private static final String ID = "0190c0de-0000-7000-8000-000000000001";

    @ParameterizedTest
    @CsvSource({
        "/scim/v2//Users, /scim/v2/Users",
        "/scim/v2/Users/, /scim/v2/Users",
        "//scim///v2/Users//1//, /scim/v2/Users/1",
        "/, /",
        "//, /"
    })
    void tidiesPaths(String path, String tidy) {
        assertThat(TidyPath.tidy(path)).isEqualTo(tidy);
    }

    @ParameterizedTest
    @CsvSource({
        "/scim/v2/Users, /scim/v2/Users",
        "/scim/v2;x/Users, /scim/v2%3Bx/Users",
        "/scim/%762/Users, /scim/%25762/Users",
        "/scim/v2/Bul%6b, /scim/v2/Bul%256b",
        "/scim/v2/Users/a%20b, /scim/v2/Users/a%20b",
        "/scim/v2/Schemas/urn%3aietf, /scim/v2/Schemas/urn%3aietf",
        "/scim/v2/Users/a;b, /scim/v2/Users/a%3Bb",
        "/scim/v2/Users/a%2fb/c, /scim/v2/Users/a%252fb/c",
        "/scim/v2/Use%72s/a%20b, /scim/v2/Use%2572s/a%2520b",
        "/scim/v2/Users/.searc%68, /scim/v2/Users/.searc%2568"
    })
    void takesPathsByTheLetter(String path, String letters) {
        assertThat(TidyPath.byTheLetter(path)).isEqualTo(letters);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "W/\"3\"        | true",
                "\"3\"          | true",
                "W/\"2\", W/\"3\" | true",
                "*              | true",
                "W/\"2\"        | false",
                "3              | false"
            })
    void comparesVersionsWeakly(String header, boolean matches) {
        assertThat(EntityTags.matches(header, "W/\"3\"")).isEqualTo(matches);
    }

    @Test
    void findsNoVersionWhereThereIsNone() {
        assertThat(EntityTags.matches(null, "W/\"3\"")).isFalse();
        assertThat(EntityTags.matches("*", "")).isFalse();
    }

    @Test
    void keepsAFittingRequestIdAndMakesOneOtherwise() {
        assertThat(RequestIds.idOf("req-12345")).isEqualTo("req-12345");
        assertThat(RequestIds.idOf(null)).hasSize(36);
        assertThat(RequestIds.idOf("short")).hasSize(36);
        assertThat(RequestIds.idOf("x\nforged log line")).hasSize(36);
        assertThat(RequestIds.idOf("x".repeat(65))).hasSize(36);
    }

    @Test
    void keepsAValidTraceContext() {
        String valid = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        assertThat(RequestIds.traceparentOf(valid)).isEqualTo(valid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01"
            })
    void makesATraceContextOtherwise(String header) {
        assertThat(RequestIds.traceparentOf(header))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00")
                .isNotEqualTo(RequestIds.traceparentOf(header));
    }

    @Test
    void readsAnId() {
        assertThat(ResourceTypes.idOf(ResourceType.USER, ID)).hasToString(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1-1-1-1-1",
                "0190C0DE-0000-7000-8000-000000000001",
                "0190c0de-0000-7000-8000-00000000000g",
                "00000190c0de-0000-7000-8000-00000001"
            })
    void findsNothingUnderWhatIsNoIdOfOurs(String id) {
        assertThatThrownBy(() -> ResourceTypes.idOf(ResourceType.GROUP, id))
                .isInstanceOfSatisfying(
                        ScimException.class,
                        e -> assertThat(e.error()).isEqualTo(ScimError.NOT_FOUND))
                .hasMessage(
                        "Group '"
                                + id
                                + "' not found. It was deleted, or never existed in this company.");
    }
}

package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** {@code /ServiceProviderConfig}: RFC 7643 §5, RFC 7644 §4, RFC 9865 §4. */
@Conformance
final class DiscoveryConfigIT {

    private static final String PATH = "/ServiceProviderConfig";

    private final Scim scim;

    DiscoveryConfigIT(Scim scim) {
        this.scim = scim;
    }

    @Test
    @DisplayName("RFC 7644 §4: the configuration has the ServiceProviderConfig schema")
    void hasItsSchema() {
        assertThat(scim.get(PATH).is(200).texts("/schemas")).containsExactly(Urns.CONFIG);
    }

    @Test
    @DisplayName("RFC 7644 §3.1: the configuration is application/scim+json")
    void isScimJson() {
        assertThat(scim.get(PATH).is(200).header("Content-Type"))
                .startsWith("application/scim+json");
    }

    @ParameterizedTest(name = "RFC 7643 §5: {0} is REQUIRED and a boolean")
    @ValueSource(strings = {"patch", "bulk", "filter", "changePassword", "sort", "etag"})
    void saysWhatIsSupported(String feature) {
        assertThat(scim.get(PATH).is(200).at("/" + feature + "/supported").isBoolean()).isTrue();
    }

    @ParameterizedTest(name = "RFC 7643 §5: bulk.{0} is REQUIRED and an integer")
    @ValueSource(strings = {"maxOperations", "maxPayloadSize"})
    void saysTheLimitsOfBulk(String limit) {
        assertThat(scim.get(PATH).is(200).at("/bulk/" + limit).isIntegralNumber()).isTrue();
    }

    @Test
    @DisplayName("RFC 7643 §5: filter.maxResults is REQUIRED and an integer")
    void saysTheMostResults() {
        assertThat(scim.get(PATH).is(200).at("/filter/maxResults").isIntegralNumber()).isTrue();
    }

    @Test
    @DisplayName("RFC 7643 §5: each authentication scheme has type, name and description")
    void describesAuthentication() {
        ScimAnswer config = scim.get(PATH).is(200);
        assertThat(config.at("/authenticationSchemes")).isNotEmpty();
        assertThat(config.texts("/authenticationSchemes", "name")).doesNotContain("");
        assertThat(config.texts("/authenticationSchemes", "description")).doesNotContain("");
        assertThat(config.texts("/authenticationSchemes", "type"))
                .isSubsetOf("oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest");
    }

    @Test
    @DisplayName("RFC 7643 §2.4: at most one authentication scheme is primary")
    void hasOnePrimaryScheme() {
        long primaries =
                scim.get(PATH)
                        .at("/authenticationSchemes")
                        .valueStream()
                        .filter(scheme -> scheme.path("primary").asBoolean(false))
                        .count();
        assertThat(primaries).isLessThanOrEqualTo(1);
    }

    @Test
    @DisplayName("RFC 7643 §5: documentationUri is an HTTP-addressable URL")
    void linksToDocumentation() {
        String uri = scim.get(PATH).is(200).text("/documentationUri");
        assumeFalse(uri.isEmpty(), "documentationUri is OPTIONAL");
        assertThat(uri).matches("https?://.+");
    }

    @Test
    @DisplayName("RFC 7643 §3.1: meta.resourceType is ServiceProviderConfig, meta.location its URI")
    void hasMeta() {
        ScimAnswer config = scim.get(PATH).is(200);
        assertThat(config.text("/meta/resourceType")).isEqualTo("ServiceProviderConfig");
        assertThat(config.text("/meta/location")).endsWith(PATH);
    }

    @Test
    @DisplayName("RFC 9865 §4: pagination says cursor and index and consistent sizes")
    void describesPagination() {
        scim.needs(scim.features().cursor(), "cursors");
        ScimAnswer config = scim.get(PATH).is(200);
        assertThat(config.at("/pagination/cursor").isBoolean()).isTrue();
        assertThat(config.at("/pagination/index").isBoolean()).isTrue();
        assertThat(config.text("/pagination/defaultPaginationMethod")).isIn("", "cursor", "index");
        for (String size : List.of("defaultPageSize", "maxPageSize", "cursorTimeout")) {
            assertThat(config.at("/pagination").path(size).asInt(1)).as(size).isPositive();
        }
    }

    @Test
    @DisplayName("RFC 7644 §4: a filter on the configuration is forbidden (403)")
    void forbidsFilters() {
        scim.find(PATH, "filter", "patch.supported eq true").isError(403);
    }

    @Test
    @DisplayName("RFC 7644 §4: query parameters on the configuration are ignored")
    void ignoresQueryParameters() {
        ScimAnswer plain = scim.get(PATH).is(200);
        ScimAnswer query = scim.find(PATH, "attributes", "patch", "count", 0, "startIndex", 9);
        assertThat(query.is(200).json()).isEqualTo(plain.json());
    }

    @ParameterizedTest(name = "RFC 7644 §3.2: {0} on the configuration is not allowed (405)")
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void isReadOnly(String method) {
        ScimAnswer answer = scim.call(method, PATH).body("{}").send().isError(405);
        assertThat(answer.header("Allow")).contains("GET");
    }
}

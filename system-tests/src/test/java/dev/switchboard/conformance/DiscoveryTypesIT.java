package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

/** {@code /ResourceTypes}: RFC 7643 §6, RFC 7644 §4. */
@Conformance
final class DiscoveryTypesIT {

    private static final String PATH = "/ResourceTypes";

    private final Scim scim;

    DiscoveryTypesIT(Scim scim) {
        this.scim = scim;
    }

    @Test
    @DisplayName("RFC 7644 §4: /ResourceTypes answers a ListResponse of all types")
    void listsAll() {
        ScimAnswer types = scim.get(PATH).isList();
        assertThat(types.at("/Resources")).hasSize(types.number("/totalResults"));
    }

    @Test
    @DisplayName("RFC 7643 §6: each type has name, endpoint, schema and its own schema URN")
    void describesEach() {
        for (JsonNode type : scim.get(PATH).isList().at("/Resources")) {
            assertThat(Json.texts(type.path("schemas"))).containsExactly(Urns.RESOURCE_TYPE);
            assertThat(type.path("name").asString("")).isNotBlank();
            assertThat(type.path("endpoint").asString("")).startsWith("/");
            assertThat(type.path("schema").asString("")).startsWith("urn:");
        }
    }

    @Test
    @DisplayName("RFC 7643 §6: each schemaExtension has schema and required")
    void describesExtensions() {
        for (JsonNode type : scim.get(PATH).isList().at("/Resources")) {
            for (JsonNode extension : type.path("schemaExtensions")) {
                assertThat(extension.path("schema").asString("")).startsWith("urn:");
                assertThat(extension.path("required").isBoolean()).isTrue();
            }
        }
    }

    @Test
    @DisplayName("RFC 7643 §4.3, §8.6: User is at /Users with the enterprise extension")
    void hasUsers() {
        ScimAnswer user = scim.get(PATH + "/User").is(200);
        assertThat(user.text("/endpoint")).isEqualTo("/Users");
        assertThat(user.text("/schema")).isEqualTo(Urns.USER);
        assertThat(user.texts("/schemaExtensions", "schema")).contains(Urns.ENTERPRISE);
    }

    @Test
    @DisplayName("RFC 7643 §4.2, §8.6: Group is at /Groups")
    void hasGroups() {
        scim.needsGroups();
        ScimAnswer group = scim.get(PATH + "/Group").is(200);
        assertThat(group.text("/endpoint")).isEqualTo("/Groups");
        assertThat(group.text("/schema")).isEqualTo(Urns.GROUP);
    }

    @Test
    @DisplayName("RFC 7644 §4: every endpoint of a resource type answers")
    void endpointsAnswer() {
        assertThat(scim.features().endpoints()).isNotEmpty();
        scim.features().endpoints().forEach(path -> scim.find(path, "count", 1).isList());
    }

    @Test
    @DisplayName("RFC 7643 §6: every schema of a resource type is at /Schemas")
    void schemasExist() {
        for (JsonNode type : scim.get(PATH).isList().at("/Resources")) {
            scim.get("/Schemas/" + type.path("schema").asString("")).is(200);
            Json.texts(type.path("schemaExtensions"), "schema")
                    .forEach(urn -> scim.get("/Schemas/" + urn).is(200));
        }
    }

    @Test
    @DisplayName("RFC 7643 §3.1: meta.resourceType is ResourceType, meta.location resolves")
    void hasMeta() {
        ScimAnswer user = scim.get(PATH + "/User").is(200);
        assertThat(user.text("/meta/resourceType")).isEqualTo("ResourceType");
        ScimAnswer again = scim.get(scim.pathOf(user.text("/meta/location"))).is(200);
        assertThat(again.json()).isEqualTo(user.json());
    }

    @Test
    @DisplayName("RFC 7644 §4: a single type equals the one in the list")
    void singleEqualsListed() {
        JsonNode single = scim.get(PATH + "/User").is(200).json();
        assertThat(scim.get(PATH).isList().at("/Resources").values()).contains(single);
    }

    @Test
    @DisplayName("RFC 7644 §3.12: an unknown resource type is 404")
    void unknownTypeIsNotFound() {
        scim.get(PATH + "/Spaceship").isError(404);
    }

    @Test
    @DisplayName("RFC 7644 §4: a filter on resource types is forbidden (403)")
    void forbidsFilters() {
        scim.find(PATH, "filter", "name eq \"User\"").isError(403);
    }

    @Test
    @DisplayName("RFC 7644 §4: paging parameters on resource types are ignored")
    void ignoresQueryParameters() {
        ScimAnswer query = scim.find(PATH, "count", 0, "startIndex", 5, "attributes", "name");
        assertThat(query.isList().json()).isEqualTo(scim.get(PATH).json());
    }

    @Test
    @DisplayName("RFC 7644 §3.2: resource types cannot be created (405)")
    void isReadOnly() {
        scim.call("POST", PATH).body("{}").send().isError(405);
    }
}

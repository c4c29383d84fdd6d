package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** {@code /Schemas}: RFC 7643 §2, §7, RFC 7644 §4. */
@Conformance
final class DiscoverySchemasIT {

    private static final String PATH = "/Schemas";

    private final Scim scim;

    DiscoverySchemasIT(Scim scim) {
        this.scim = scim;
    }

    @Test
    @DisplayName("RFC 7644 §4: /Schemas answers a ListResponse of all schemas")
    void listsAll() {
        ScimAnswer schemas = scim.get(PATH).isList();
        assertThat(schemas.at("/Resources")).hasSize(schemas.number("/totalResults"));
        assertThat(schemas.found("id"))
                .contains(Urns.USER, Urns.ENTERPRISE)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "RFC 7643 §8.7.2: the schema of discovery itself is served: {0}")
    @ValueSource(strings = {Urns.CONFIG, Urns.RESOURCE_TYPE, Urns.SCHEMA})
    void hasTheSchemasOfDiscovery(String urn) {
        assertThat(scim.get(PATH + "/" + urn).is(200).text("/id")).isEqualTo(urn);
    }

    @Test
    @DisplayName("RFC 7644 §4: each listed schema is read by its URN, with the same body")
    void readsEach() {
        for (JsonNode listed : scim.get(PATH).isList().at("/Resources")) {
            ScimAnswer single = scim.get(PATH + "/" + listed.path("id").asString("")).is(200);
            assertThat(single.json()).isEqualTo(listed);
        }
        assertThat(scim.get(PATH + "/" + Urns.USER).is(200).text("/name")).isEqualTo("User");
    }

    @Test
    @DisplayName("RFC 7643 §7: a schema has the Schema URN, meta.resourceType and meta.location")
    void hasMeta() {
        for (JsonNode schema : scim.get(PATH).isList().at("/Resources")) {
            assertThat(Json.texts(schema.path("schemas"))).containsExactly(Urns.SCHEMA);
            assertThat(schema.at("/meta/resourceType").asString("")).isEqualTo("Schema");
            String location = schema.at("/meta/location").asString("");
            assertThat(scim.get(scim.pathOf(location)).is(200).json()).isEqualTo(schema);
        }
    }

    @Test
    @DisplayName("RFC 7643 §5, §7: the configuration has what its schema says, and nothing else")
    void describesTheConfiguration() {
        describes(Urns.CONFIG, scim.get("/ServiceProviderConfig").is(200).json());
    }

    @Test
    @DisplayName("RFC 7643 §6, §7: resource types have what their schema says, and nothing else")
    void describesResourceTypes() {
        scim.get("/ResourceTypes")
                .isList()
                .at("/Resources")
                .forEach(type -> describes(Urns.RESOURCE_TYPE, type));
    }

    @Test
    @DisplayName("RFC 7643 §7: schemas have what the schema of schemas says, and nothing else")
    void describesSchemas() {
        scim.get(PATH).isList().at("/Resources").forEach(schema -> describes(Urns.SCHEMA, schema));
    }

    @Test
    @DisplayName("RFC 7644 §3.12: an unknown schema is 404")
    void unknownSchemaIsNotFound() {
        scim.get(PATH + "/urn:example:none").isError(404);
    }

    @Test
    @DisplayName("RFC 7644 §4: a filter on schemas is forbidden (403)")
    void forbidsFilters() {
        scim.find(PATH, "filter", "id pr").isError(403);
    }

    @Test
    @DisplayName("RFC 7644 §4: paging parameters on schemas are ignored")
    void ignoresQueryParameters() {
        ScimAnswer query = scim.find(PATH, "count", 1, "startIndex", 2);
        assertThat(query.isList().json()).isEqualTo(scim.get(PATH).json());
    }

    @Test
    @DisplayName("RFC 7643 §7: each attribute says all its characteristics")
    void describesAttributes() {
        for (JsonNode attribute : allAttributes()) {
            for (String member :
                    List.of(
                            "name",
                            "type",
                            "multiValued",
                            "description",
                            "required",
                            "mutability",
                            "returned")) {
                assertThat(attribute.has(member)).as("%s of %s", member, attribute).isTrue();
            }
        }
    }

    @Test
    @DisplayName("RFC 7643 §2.2, §7: characteristics have only the values the RFC names")
    void usesTheWordsOfTheRfc() {
        for (JsonNode a : allAttributes()) {
            assertThat(a.path("type").asString(""))
                    .isIn(
                            "string",
                            "boolean",
                            "decimal",
                            "integer",
                            "dateTime",
                            "reference",
                            "binary",
                            "complex");
            assertThat(a.path("mutability").asString(""))
                    .isIn("readOnly", "readWrite", "immutable", "writeOnly");
            assertThat(a.path("returned").asString(""))
                    .isIn("always", "never", "default", "request");
            assertThat(a.path("uniqueness").asString("none")).isIn("none", "server", "global");
        }
    }

    @Test
    @DisplayName("RFC 7643 §2.1: attribute names are of letters, digits, hyphen, underscore")
    void namesAttributesByTheGrammar() {
        for (JsonNode attribute : allAttributes()) {
            assertThat(attribute.path("name").asString("")).matches("\\$?[A-Za-z][-_0-9A-Za-z]*");
        }
    }

    @Test
    @DisplayName("RFC 7643 §2.3.8: complex attributes have sub-attributes, none of them complex")
    void hasNoNestedComplexAttributes() {
        for (JsonNode attribute : allAttributes()) {
            boolean complex = attribute.path("type").asString("").equals("complex");
            assertThat(attribute.path("subAttributes").isEmpty())
                    .as("no subAttributes: %s", attribute)
                    .isEqualTo(!complex);
            // The one exception of §7: the schema of schemas describes subAttributes.
            if (!Json.texts(attribute.path("subAttributes"), "name").contains("subAttributes")) {
                assertThat(Json.texts(attribute.path("subAttributes"), "type"))
                        .as("types below %s", attribute.path("name"))
                        .doesNotContain("complex");
            }
        }
    }

    @Test
    @DisplayName("RFC 7643 §7: reference attributes say their referenceTypes")
    void saysReferenceTypes() {
        for (JsonNode attribute : allAttributes()) {
            if (attribute.path("type").asString("").equals("reference")) {
                assertThat(attribute.path("referenceTypes")).as("%s", attribute).isNotEmpty();
            }
        }
    }

    @Test
    @DisplayName("RFC 7643 §2.2: attributes of writeOnly mutability are returned never")
    void neverReturnsWhatIsWriteOnly() {
        for (JsonNode attribute : allAttributes()) {
            if (attribute.path("mutability").asString("").equals("writeOnly")) {
                assertThat(attribute.path("returned").asString("")).isEqualTo("never");
            }
        }
    }

    @ParameterizedTest(name = "RFC 7643 §8.7.1: User {0}: {1} is {2}")
    @CsvSource({
        "userName, required, true",
        "userName, caseExact, false",
        "userName, uniqueness, server",
        "userName, multiValued, false",
        "password, mutability, writeOnly",
        "password, returned, never",
        "groups, mutability, readOnly",
        "groups, multiValued, true",
        "emails, multiValued, true",
        "emails, type, complex",
        "active, type, boolean",
        "name, type, complex",
        "phoneNumbers, multiValued, true",
        "profileUrl, type, reference",
    })
    void describesUsers(String attribute, String characteristic, String value) {
        assertThat(attribute(Urns.USER, attribute).path(characteristic).asString(""))
                .isEqualTo(value);
    }

    @ParameterizedTest(name = "RFC 7643 §8.7.1: Enterprise User {0}: type is {1}")
    @CsvSource({
        "employeeNumber, string",
        "costCenter, string",
        "organization, string",
        "division, string",
        "department, string",
        "manager, complex",
    })
    void describesEnterpriseUsers(String attribute, String type) {
        assertThat(attribute(Urns.ENTERPRISE, attribute).path("type").asString("")).isEqualTo(type);
    }

    @Test
    @DisplayName("RFC 7643 §4.3: manager.displayName is readOnly")
    void managersNameIsReadOnly() {
        JsonNode name =
                named(attribute(Urns.ENTERPRISE, "manager").path("subAttributes"), "displayName");
        assertThat(name.path("mutability").asString("")).isEqualTo("readOnly");
    }

    @Test
    @DisplayName("RFC 7643 §4.2: a Group's displayName is required")
    void groupsHaveNames() {
        scim.needsGroups();
        assertThat(attribute(Urns.GROUP, "displayName").path("required").asBoolean(false)).isTrue();
    }

    @Test
    @DisplayName("RFC 7643 §4.2: a Group's members.value is immutable")
    void membersAreImmutable() {
        scim.needsGroups();
        JsonNode value = named(attribute(Urns.GROUP, "members").path("subAttributes"), "value");
        assertThat(value.path("mutability").asString("")).isEqualTo("immutable");
    }

    private void describes(String urn, JsonNode resource) {
        JsonNode schema = scim.get(PATH + "/" + urn).is(200).json();
        ObjectNode own = ((ObjectNode) resource).deepCopy();
        // What all resources have is in no schema document (§3.1).
        own.remove(List.of("schemas", "meta"));
        describes(schema.path("attributes"), own);
    }

    private static void describes(JsonNode attributes, JsonNode value) {
        assertThat(Json.texts(attributes, "name")).containsAll(value.propertyNames());
        for (JsonNode attribute : attributes) {
            JsonNode part = value.path(attribute.path("name").asString(""));
            if (attribute.path("required").asBoolean(false)) {
                assertThat(part.isMissingNode()).as("no %s in %s", attribute, value).isFalse();
            }
            if (!part.isMissingNode()) {
                assertThat(part.isArray())
                        .as("%s", attribute)
                        .isEqualTo(attribute.path("multiValued").asBoolean(false));
            }
            for (JsonNode each : part.isArray() ? part : List.of(part)) {
                if (each.isObject()) {
                    describes(partsOf(attribute), each);
                }
            }
        }
    }

    /**
     * What a sub-attribute may have in turn is described with its own "subAttributes" (§7); a
     * document that said so in full would have no end.
     */
    private static JsonNode partsOf(JsonNode attribute) {
        ArrayNode parts = ((ArrayNode) attribute.path("subAttributes")).deepCopy();
        return attribute.path("name").asString("").equals("subAttributes")
                ? parts.add(attribute)
                : parts;
    }

    private JsonNode attribute(String schema, String name) {
        return named(scim.get(PATH + "/" + schema).is(200).at("/attributes"), name);
    }

    private static JsonNode named(JsonNode attributes, String name) {
        return attributes
                .valueStream()
                .filter(attribute -> attribute.path("name").asString("").equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("no attribute " + name + " in " + attributes));
    }

    private List<JsonNode> allAttributes() {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode schema : scim.get(PATH).isList().at("/Resources")) {
            for (JsonNode attribute : schema.path("attributes")) {
                all.add(attribute);
                attribute.path("subAttributes").forEach(all::add);
            }
        }
        assertThat(all).isNotEmpty();
        return all;
    }
}

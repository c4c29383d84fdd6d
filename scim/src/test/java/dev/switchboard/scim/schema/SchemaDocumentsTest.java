package dev.switchboard.scim.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchboard.scim.Json;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** RFC 7643, sections 6, 7 and 8.7.1. */
final class SchemaDocumentsTest {

    @Test
    void rendersTheThreeSchemasOfUsers() {
        assertThat(SchemaDocuments.schemas(ResourceDefinition.USER))
                .extracting(schema -> schema.path("id").asString())
                .containsExactly(
                        ResourceDefinition.USER_URN,
                        ResourceDefinition.ENTERPRISE_URN,
                        ResourceDefinition.TELEPHONY_URN);
    }

    @Test
    void rendersTheCharacteristicsOfAnAttribute() {
        JsonNode userName =
                SchemaDocuments.schema(ResourceDefinition.USER.core()).at("/attributes/0");

        assertThat(userName)
                .isEqualTo(
                        Json.json(
                                """
                                {'name':'userName','type':'string','multiValued':false,
                                 'description':'The unique name with which the user signs in.',
                                 'required':true,'caseExact':false,'mutability':'readWrite',
                                 'returned':'default','uniqueness':'server'}
                                """));
    }

    @Test
    void rendersResourceTypes() {
        assertThat(SchemaDocuments.resourceType(ResourceDefinition.USER))
                .isEqualTo(
                        Json.json(
                                """
                                {'schemas':['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
                                 'id':'User','name':'User','endpoint':'/Users',
                                 'description':'A person who uses the telephone system.',
                                 'schema':'urn:ietf:params:scim:schemas:core:2.0:User',
                                 'schemaExtensions':[
                                  {'schema':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User','required':false},
                                  {'schema':'urn:switchboard:params:scim:schemas:extension:telephony:2.0:User','required':false}],
                                 'meta':{'resourceType':'ResourceType'}}
                                """));
    }

    @Test
    void rendersTheSchemasOfDiscoveryItself() {
        List<ObjectNode> schemas = SchemaDocuments.discoverySchemas();

        assertThat(schemas)
                .extracting(schema -> schema.path("id").asString())
                .containsExactly(
                        "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
                        "urn:ietf:params:scim:schemas:core:2.0:ResourceType",
                        "urn:ietf:params:scim:schemas:core:2.0:Schema");
        assertThat(schemas.getLast().at("/attributes/3/subAttributes"))
                .extracting(part -> part.path("name").asString())
                .containsExactly(
                        "name",
                        "type",
                        "multiValued",
                        "description",
                        "required",
                        "canonicalValues",
                        "caseExact",
                        "mutability",
                        "returned",
                        "uniqueness",
                        "referenceTypes",
                        "subAttributes");
    }

    @Test
    void describesEveryAttributeAndNeverNestsComplexOnes() {
        List<Attribute> all = new ArrayList<>(ResourceDefinition.USER.topLevelAttributes());
        all.addAll(ResourceDefinition.GROUP.topLevelAttributes());
        ResourceDefinition.USER
                .extensions()
                .forEach(extension -> all.addAll(extension.attributes()));

        assertThat(all)
                .allSatisfy(
                        attribute -> {
                            assertThat(attribute.description()).endsWith(".");
                            assertThat(attribute.subAttributes())
                                    .allSatisfy(
                                            part -> {
                                                assertThat(part.type())
                                                        .isNotEqualTo(AttributeType.COMPLEX);
                                                assertThat(part.description()).endsWith(".");
                                            });
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "USERNAME, userName",
        "emails, emails.value",
        "name.FamilyName, name.familyName",
        "meta.lastModified, meta.lastModified",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager,"
                + " urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value"
    })
    void findsWhatToSortBy(String sortBy, String path) {
        assertThat(AttributePath.parseSortBy(sortBy, ResourceDefinition.USER)).hasToString(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "name", "password", "nonsense", "urn:", "a.b.c", "userName."})
    void refusesToSortByAnythingElse(String sortBy) {
        ScimException thrown =
                catchThrowableOfType(
                        ScimException.class,
                        () -> AttributePath.parseSortBy(sortBy, ResourceDefinition.USER));

        assertThat(thrown.error()).isEqualTo(ScimError.INVALID_VALUE);
    }
}

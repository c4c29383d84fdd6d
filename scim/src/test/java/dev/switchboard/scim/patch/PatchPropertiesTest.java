package dev.switchboard.scim.patch;

import static dev.switchboard.scim.schema.ResourceDefinition.USER;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.scim.AnyJson;
import dev.switchboard.scim.Json;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.resource.ResourceBody;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

final class PatchPropertiesTest {

    private static final ObjectNode BARE =
            Json.object(
                    "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'a'}");

    @Property(tries = 1000)
    void keepsDocumentsCanonicalAndNeverTouchesTheGivenOne(
            @ForAll("sequences") List<ArrayNode> sequences) {
        ObjectNode document = BARE;
        for (ArrayNode operations : sequences) {
            ObjectNode before = document.deepCopy();
            try {
                PatchRequest request = PatchRequest.ofOperations(operations, USER);
                ObjectNode after = request.applyTo(document);

                assertThat(document).isEqualTo(before);
                assertThat(ResourceBody.canonical(after, USER)).isEqualTo(after);
                assertThat(PatchRequest.ofOperations(request.operations(), USER).applyTo(document))
                        .isEqualTo(after);
                document = after;
            } catch (ScimException refused) {
                assertThat(refused.error().status()).isEqualTo(400);
            }
        }
    }

    @Property(tries = 500)
    void changesNothingWhereItSaysWhatIsThere(@ForAll("sequences") List<ArrayNode> sequences) {
        ObjectNode document = BARE;
        for (ArrayNode operations : sequences) {
            document = applied(operations, document);
        }

        ArrayNode add = Json.array("[{'op':'add'}]");
        ((ObjectNode) add.get(0)).set("value", document);
        ArrayNode replace = Json.array("[{'op':'replace'}]");
        ((ObjectNode) replace.get(0)).set("value", document);

        assertThat(PatchRequest.ofOperations(add, USER).applyTo(document)).isEqualTo(document);
        assertThat(PatchRequest.ofOperations(replace, USER).applyTo(document)).isEqualTo(document);
    }

    @Property(tries = 1000)
    void failsOnAnyBodyOnlyWithAScimException(@ForAll("bodies") JsonNode body) {
        try {
            PatchRequest request = PatchRequest.parse(body, USER);

            assertThat(request.applyTo(BARE)).isNotNull();
        } catch (ScimException refused) {
            assertThat(refused.error().status()).isEqualTo(400);
        }
    }

    private static ObjectNode applied(ArrayNode operations, ObjectNode document) {
        try {
            return PatchRequest.ofOperations(operations, USER).applyTo(document);
        } catch (ScimException refused) {
            return document;
        }
    }

    @Provide
    static Arbitrary<List<ArrayNode>> sequences() {
        return operation()
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(operations -> Json.array("[]").addAll(operations))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    private static Arbitrary<ObjectNode> operation() {
        Arbitrary<String> ops = Arbitraries.of("add", "replace", "remove", "Replace");
        Arbitrary<String> paths =
                Arbitraries.of(
                        "title",
                        "active",
                        "name",
                        "name.givenName",
                        "emails",
                        "emails.type",
                        "emails[type eq 'work']",
                        "emails[type eq 'work'].value",
                        "emails[primary eq true].value",
                        "emails[value eq 'x'].primary",
                        "emails[not (type pr)]",
                        "urn:x:2.0:User:tag",
                        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
                        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
                        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager");
        Arbitrary<String> values =
                Arbitraries.of(
                        "'x'",
                        "'y'",
                        "''",
                        "null",
                        "true",
                        "{'givenName':'g','middleName':null}",
                        "{'value':'x'}",
                        "{'value':'x','type':'work','primary':true}",
                        "[{'value':'x','type':'work','primary':true},{'value':'z'}]",
                        "[{'value':'x'}]",
                        "[]",
                        "{'department':'d','manager':{'value':'m'}}");
        return Combinators.combine(ops, paths, values)
                .as(
                        (op, path, value) ->
                                Json.object("{}")
                                        .put("op", op)
                                        .put("path", path.replace('\'', '"'))
                                        .set("value", Json.json(value)));
    }

    @Provide
    static Arbitrary<JsonNode> bodies() {
        Arbitrary<JsonNode> operations =
                Combinators.combine(
                                Arbitraries.of("add", "remove", "REPLACE", "move"),
                                Arbitraries.oneOf(
                                        Arbitraries.of(
                                                "emails[type eq \"x\"].value",
                                                "name",
                                                "emails[",
                                                "members",
                                                "urn:x:y",
                                                "urn:",
                                                "urn::",
                                                ""),
                                        Arbitraries.strings().all().ofMaxLength(20)),
                                AnyJson.values(2))
                        .as(
                                (op, path, value) ->
                                        Json.object("{}")
                                                .put("op", op)
                                                .put("path", path)
                                                .set("value", value));
        return operations
                .list()
                .ofMaxSize(3)
                .map(
                        list -> {
                            ObjectNode body =
                                    Json.object("{'schemas':['" + PatchReader.PATCH_OP + "']}");
                            list.forEach(body.withArray("Operations")::add);
                            return body;
                        });
    }
}

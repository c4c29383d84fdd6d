package dev.switchboard.scim;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Random JSON that is likely enough to look like SCIM to get past the first checks. */
public final class AnyJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final List<String> NAMES =
            List.of(
                    "schemas",
                    "userName",
                    "USERNAME",
                    "emails",
                    "name",
                    "name.givenName",
                    "givenName",
                    "value",
                    "type",
                    "primary",
                    "active",
                    "members",
                    "id",
                    "x509Certificates",
                    "roles",
                    "manager",
                    "department",
                    "password",
                    "displayName",
                    "",
                    "op",
                    "path",
                    "Operations",
                    "urn:x:y",
                    "urn:ietf:params:scim:schemas:core:2.0:User",
                    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
                    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager");

    private AnyJson() {}

    /** Any value, nested at most so deep. */
    public static Arbitrary<JsonNode> values(int depth) {
        Arbitrary<JsonNode> simple =
                Arbitraries.oneOf(
                        Arbitraries.of("x", "", "True", "work", "a b", "\u0000", "\uD800", "add")
                                .map(NODES::stringNode),
                        Arbitraries.strings().all().ofMaxLength(8).map(NODES::stringNode),
                        Arbitraries.of(true, false).map(NODES::booleanNode),
                        Arbitraries.integers().map(NODES::numberNode),
                        Arbitraries.doubles().map(NODES::numberNode),
                        Arbitraries.create(NODES::nullNode));
        if (depth == 0) {
            return simple;
        }
        return Arbitraries.oneOf(simple, objects(depth - 1), lists(depth - 1));
    }

    private static Arbitrary<JsonNode> lists(int depth) {
        return values(depth)
                .list()
                .ofMaxSize(4)
                .map(
                        values -> {
                            ArrayNode array = NODES.arrayNode();
                            values.forEach(array::add);
                            return array;
                        });
    }

    /** Any object. */
    public static Arbitrary<JsonNode> objects(int depth) {
        return Combinators.combine(
                        Arbitraries.of(NAMES).list().ofMaxSize(6), values(depth).list().ofSize(6))
                .as(
                        (names, values) -> {
                            ObjectNode object = NODES.objectNode();
                            for (int i = 0; i < names.size(); i++) {
                                object.set(names.get(i), values.get(i));
                            }
                            return object;
                        });
    }
}

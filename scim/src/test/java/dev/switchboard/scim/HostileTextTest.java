package dev.switchboard.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.patch.PatchRequest;
import dev.switchboard.scim.schema.ResourceDefinition;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.time.Duration;

/**
 * What a client sends as filter or path may be anything: it is read, or refused with 400, soon. No
 * other exception, no overflowing stack, no endless loop.
 */
final class HostileTextTest {

    /** Far above what any case needs, so that only a loop or a backtracking parser exceeds it. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @Property(tries = 50_000, shrinking = ShrinkingMode.BOUNDED)
    void readsOrRefusesAnyFilter(@ForAll("texts") String text) {
        long begin = System.nanoTime();
        try {
            assertThat(Filter.parse(text, ResourceDefinition.USER)).isNotNull();
        } catch (ScimException refused) {
            assertThat(refused.error().status()).isEqualTo(400);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(DEADLINE);
    }

    @Property(tries = 40_000, shrinking = ShrinkingMode.BOUNDED)
    void readsOrRefusesAnyPath(@ForAll("texts") String text) {
        ArrayNode operations = JsonNodeFactory.instance.arrayNode();
        operations.addObject().put("op", "replace").put("path", text).put("value", "x");
        long begin = System.nanoTime();
        try {
            assertThat(PatchRequest.ofOperations(operations, ResourceDefinition.USER)).isNotNull();
        } catch (ScimException refused) {
            assertThat(refused.error().status()).isEqualTo(400);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(DEADLINE);
    }

    /** Words of the grammar in any order, any characters, and both repeated to great lengths. */
    @Provide
    static Arbitrary<String> texts() {
        Arbitrary<String> word =
                Arbitraries.frequencyOf(
                        Tuple.of(
                                6,
                                Arbitraries.of(
                                        "userName",
                                        "emails",
                                        "emails.value",
                                        "emails[",
                                        "]",
                                        ".value",
                                        "(",
                                        ")",
                                        "not",
                                        "not (",
                                        "and",
                                        "or",
                                        "eq",
                                        "ne",
                                        "co",
                                        "sw",
                                        "gt",
                                        "pr",
                                        "\"x\"",
                                        "\"",
                                        "\\",
                                        "\"\\u0000\"",
                                        "\"\\uD800\"",
                                        "true",
                                        "null",
                                        "1e999",
                                        "-0",
                                        "99999999999999999999999",
                                        "urn:ietf:params:scim:schemas:core:2.0:User:userName",
                                        "urn:",
                                        ":",
                                        ".",
                                        "\u0000",
                                        "\u202e",
                                        "\u0130")),
                        Tuple.of(1, Arbitraries.strings().all().ofMinLength(1).ofMaxLength(6)));
        Arbitrary<String> sentence =
                word.list().ofMaxSize(14).map(words -> String.join(" ", words));
        Arbitrary<String> repeated =
                word.flatMap(w -> Arbitraries.integers().between(1, 3000).map(w::repeat));
        return Arbitraries.frequencyOf(
                Tuple.of(12, sentence),
                Tuple.of(2, sentence.map(s -> s.replace(" ", ""))),
                Tuple.of(1, repeated));
    }
}

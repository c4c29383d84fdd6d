package dev.switchboard.scim;

import static dev.switchboard.scim.schema.ResourceDefinition.USER;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.filter.FilterMatcher;
import dev.switchboard.scim.patch.PatchRequest;
import dev.switchboard.scim.resource.Projection;
import dev.switchboard.scim.resource.ResourceBody;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.Locale;

final class LetterCaseTest {

    private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";

    /** Each one costs {@link String#toLowerCase(Locale)} a look through the whole text. */
    private static final String SIGMAS = "Σ".repeat(65_536);

    /** Far above what any case needs, so that only quadratic work exceeds it. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource({
        "ΟΔΟΣ ΟΔΟΣ, οδος οδος",
        "Σ ΣΣ ΣΑΣ, σ σς σας",
        "Σ5Σ ΑΣ5Α, σ5σ ας5α",
        "ΑΣ-Α Α^Σ Α_Σ, ας-α α^ς α_σ",
        "ΑΣ. ΑΣ.Α ΑΣ'1, ας. ασ.α ας'1",
        "1Σ Α.Σ Α\u0301Σ\u0301, 1σ α.ς α\u0301ς\u0301",
        "ΑΣ𐐀 𐐀Σ, ασ𐐨 𐐨ς",
        "İSTANBUL, i\u0307stanbul",
        "Straße, straße",
    })
    void writesAFinalSigmaWhereUnicodeDoes(String text, String folded) {
        assertThat(LetterCase.folded(text)).isEqualTo(folded);
    }

    /** Without digits, which are no word of their own to Java alone. */
    @Property(tries = 5_000)
    void saysOfWordsWhatJavaSays(@ForAll("words") String words) {
        assertThat(LetterCase.folded(words)).isEqualTo(words.toLowerCase(Locale.ROOT));
    }

    @Provide
    static Arbitrary<String> words() {
        return Arbitraries.strings().withChars("ΣσςΑαΩİIiSſKßǅ \n\u0301").ofMaxLength(12);
    }

    @Test
    void foldsAMillionSigmas() {
        inTime(() -> assertThat(LetterCase.folded("Σ".repeat(1 << 20))).endsWith("σς"));
        inTime(() -> assertThat(LetterCase.folded("Σ'.".repeat(1 << 20))).endsWith("σ'.ς'."));
    }

    @Test
    void readsABodyWithSuchNames() {
        ObjectNode name = Json.object("{'schemas':['" + CORE + "'],'userName':'a'}");
        name.put(SIGMAS, "x");
        name.putObject("urn:x:y:" + SIGMAS).put("a", "b");
        ObjectNode inFront = Json.object("{}");
        inFront.put(SIGMAS, "x");
        inFront.putArray("schemas").add(CORE);
        inFront.put("userName", "a");

        inTime(() -> assertThat(ResourceBody.canonical(name, USER).has("userName")).isTrue());
        inTime(() -> assertThat(ResourceBody.canonical(inFront, USER).has("userName")).isTrue());
    }

    @Test
    void projectsByNamesLikeThat() {
        ObjectNode user = Json.object("{'userName':'a'}");
        user.putObject("urn:x:y:" + SIGMAS).put("a", "b");

        inTime(() -> Projection.of(SIGMAS, null, USER).applyTo(user));
        inTime(() -> Projection.of(null, "urn:x:y:" + SIGMAS, USER).applyTo(user));
    }

    @Test
    void matchesAndPatchesSuchValues() {
        ObjectNode user = Json.object("{'userName':'a','title':'t','emails':[{'value':'a'}]}");
        user.put("title", SIGMAS).withArray("emails").addObject().put("value", SIGMAS);
        Filter filter = Filter.parse("title co \"σσσσ\"", USER);
        PatchRequest patch =
                PatchRequest.ofOperations(
                        Json.array(
                                "[{'op':'add','path':'emails','value':[{'value':'"
                                        + SIGMAS
                                        + "'}]},"
                                        + "{'op':'remove','path':'emails[value sw \\\"σσ\\\"]'}]"),
                        USER);

        inTime(() -> assertThat(FilterMatcher.matches(filter, user)).isTrue());
        inTime(() -> assertThat(patch.applyTo(user).get("emails")).hasSize(1));
    }

    private static void inTime(Runnable work) {
        assertTimeoutPreemptively(DEADLINE, work::run);
    }
}

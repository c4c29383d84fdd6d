package dev.switchboard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.systemtests.PromQl.Condition;
import dev.switchboard.systemtests.PromQl.Selector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Set;

final class PromQlTest {

    @Test
    void findsMetricsConditionsAndGroupings() {
        assertThat(
                        PromQl.selectors(
                                "histogram_quantile(0.99, sum by (le) (rate(a_bucket{x=\"1\",y=~'[45]..'}[5m]))) > 2"))
                .containsExactly(
                        new Selector(
                                "a_bucket",
                                List.of(
                                        new Condition("x", "=", "1"),
                                        new Condition("y", "=~", "[45]..")),
                                List.of(Set.of("le"))));
    }

    @Test
    void readsBothPlacesOfAGroupingAndNestedOnes() {
        assertThat(PromQl.selectors("max(sum by (a, b) (m)) by (a) + n{c!=\"\"} offset 5m"))
                .containsExactly(
                        new Selector("m", List.of(), List.of(Set.of("a", "b"), Set.of("a"))),
                        new Selector("n", List.of(new Condition("c", "!=", "")), List.of()));
    }

    @Test
    void takesFunctionsAndOperatorsForNoMetrics() {
        assertThat(PromQl.selectors("vector(0) or (a unless b) and time() - 30 > bool e"))
                .extracting(Selector::metric)
                .containsExactly("a", "b", "e");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum without (a) (m)",
                "m * ignoring (a) n",
                "{a=\"b\"}",
                "m{a=\"b\"",
                "m{a}",
                "sum by (a) m",
                "m)",
                "m § n"
            })
    void refusesWhatItDoesNotKnow(String expression) {
        assertThatThrownBy(() -> PromQl.selectors(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expression);
    }

    @Test
    void takesTheLabelsOfAMatchForNoMetrics() {
        assertThat(PromQl.selectors("(m unless m offset 5m) and on (a, b) n == 1"))
                .extracting(Selector::metric)
                .containsExactly("m", "m", "n");
    }

    @Test
    void holdsValuesAgainstConditions() {
        assertThat(new Condition("status", "=~", "5..").isMetBy("503")).isTrue();
        assertThat(new Condition("status", "=~", "5..").isMetBy("5030")).isFalse();
        assertThat(new Condition("status", "!~", "5..").isMetBy("200")).isTrue();
        assertThat(new Condition("status", "=", "401").isMetBy("401")).isTrue();
        assertThat(new Condition("status", "!=", "401").isMetBy("401")).isFalse();
    }
}

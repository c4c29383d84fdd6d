package dev.switchboard.numbers.assignment;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.time.Duration;

final class NumberPolicyTest {

    @Test
    void refusesAgingBelowTheLegalMinimum() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NumberPolicy(Duration.ZERO, Duration.ofDays(44)))
                .withMessageContaining("at least 45 days");
    }

    @Test
    void refusesANegativeHold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NumberPolicy(Duration.ofHours(-1), Duration.ofDays(90)));
    }
}

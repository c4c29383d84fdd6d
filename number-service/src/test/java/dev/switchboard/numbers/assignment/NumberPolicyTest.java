package dev.switchboard.numbers.assignment;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.time.Duration;

final class NumberPolicyTest {

    @Test
    void refusesAgingBelowTheLegalMinimum() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new NumberPolicy(Duration.ZERO, Duration.ZERO, Duration.ofDays(44)))
                .withMessageContaining("at least 45 days");
    }

    @Test
    void refusesAgingAboveTheLegalMaximum() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new NumberPolicy(Duration.ZERO, Duration.ZERO, Duration.ofDays(366)))
                .withMessageContaining("at most 365");
    }

    @Test
    void refusesANegativeHold() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new NumberPolicy(
                                        Duration.ZERO, Duration.ofHours(-1), Duration.ofDays(90)));
    }

    @Test
    void refusesANegativeReservation() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new NumberPolicy(
                                        Duration.ofDays(-1), Duration.ZERO, Duration.ofDays(90)))
                .withMessageContaining("switchboard.numbers.reservation");
    }
}

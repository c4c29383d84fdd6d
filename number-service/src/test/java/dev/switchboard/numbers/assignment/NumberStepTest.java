package dev.switchboard.numbers.assignment;

import static dev.switchboard.numbers.assignment.Examples.NOON;
import static dev.switchboard.numbers.assignment.Examples.in;
import static dev.switchboard.numbers.assignment.Examples.user;
import static dev.switchboard.numbers.assignment.Examples.waitingSince;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.numbers.assignment.NumberStep.Nothing;
import dev.switchboard.numbers.assignment.NumberStep.Release;
import dev.switchboard.numbers.assignment.NumberStep.Reserve;
import dev.switchboard.numbers.assignment.NumberStep.Restore;
import dev.switchboard.numbers.assignment.NumberStep.Seek;
import dev.switchboard.numbers.assignment.NumberStep.StopWaiting;

import org.junit.jupiter.api.Test;

final class NumberStepTest {

    private static final HeldNumber ASSIGNED =
            new HeldNumber("+12125550100", NumberStatus.ASSIGNED, true);
    private static final HeldNumber RESERVED =
            new HeldNumber("+12125550100", NumberStatus.RESERVED, true);

    private final Subscriber active = user(1);
    private final Subscriber suspended = in(UserState.SUSPENDED, user(1));
    private final Subscriber deleted = in(UserState.DELETED, user(1));

    @Test
    void anActiveUserHasANumberOrSeeksOne() {
        assertThat(NumberStep.of(active, null)).isEqualTo(new Seek());
        assertThat(NumberStep.of(active, ASSIGNED)).isEqualTo(new Nothing());
        assertThat(NumberStep.of(active, RESERVED)).isEqualTo(new Restore(RESERVED));
    }

    @Test
    void aSuspendedUserKeepsTheirNumberButGetsNone() {
        assertThat(NumberStep.of(suspended, null)).isEqualTo(new Nothing());
        assertThat(NumberStep.of(suspended, ASSIGNED)).isEqualTo(new Reserve(ASSIGNED));
        assertThat(NumberStep.of(suspended, RESERVED)).isEqualTo(new Nothing());
    }

    @Test
    void aDeletedUserLetsTheirNumberGo() {
        assertThat(NumberStep.of(deleted, null)).isEqualTo(new Nothing());
        assertThat(NumberStep.of(deleted, ASSIGNED)).isEqualTo(new Release(ASSIGNED));
        assertThat(NumberStep.of(deleted, RESERVED)).isEqualTo(new Release(RESERVED));
    }

    @Test
    void whoNeedsNoNumberAnyMoreStopsWaiting() {
        assertThat(NumberStep.of(waitingSince(NOON, suspended), null)).isEqualTo(new StopWaiting());
        assertThat(NumberStep.of(waitingSince(NOON, deleted), null)).isEqualTo(new StopWaiting());
    }
}

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

import org.jspecify.annotations.Nullable;
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
        assertThat(step(active, null)).isEqualTo(new Seek());
        assertThat(step(active, ASSIGNED)).isEqualTo(new Nothing());
        assertThat(step(active, RESERVED)).isEqualTo(new Restore(RESERVED));
    }

    @Test
    void aSuspendedUserKeepsTheirNumberButGetsNone() {
        assertThat(step(suspended, null)).isEqualTo(new Nothing());
        assertThat(step(suspended, ASSIGNED)).isEqualTo(new Reserve(ASSIGNED));
        assertThat(step(suspended, RESERVED)).isEqualTo(new Nothing());
    }

    @Test
    void aDeletedUserLetsTheirNumberGo() {
        assertThat(step(deleted, null)).isEqualTo(new Nothing());
        assertThat(step(deleted, ASSIGNED)).isEqualTo(new Release(ASSIGNED));
        assertThat(step(deleted, RESERVED)).isEqualTo(new Release(RESERVED));
    }

    @Test
    void whoNeedsNoNumberAnyMoreStopsWaiting() {
        assertThat(step(waitingSince(NOON, suspended), null)).isEqualTo(new StopWaiting());
        assertThat(step(waitingSince(NOON, deleted), null)).isEqualTo(new StopWaiting());
    }

    private static NumberStep step(Subscriber user, @Nullable HeldNumber held) {
        return NumberStep.of(user, user, held);
    }
}

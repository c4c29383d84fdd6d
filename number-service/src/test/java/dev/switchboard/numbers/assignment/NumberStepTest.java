package dev.switchboard.numbers.assignment;

import static dev.switchboard.numbers.assignment.Examples.ACME;
import static dev.switchboard.numbers.assignment.Examples.NOON;
import static dev.switchboard.numbers.assignment.Examples.change;
import static dev.switchboard.numbers.assignment.Examples.in;
import static dev.switchboard.numbers.assignment.Examples.user;
import static dev.switchboard.numbers.assignment.Examples.waitingSince;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.Entitlement;
import dev.switchboard.messages.OfficeChangePolicy;
import dev.switchboard.numbers.assignment.NumberStep.Exchange;
import dev.switchboard.numbers.assignment.NumberStep.Keep;
import dev.switchboard.numbers.assignment.NumberStep.Nothing;
import dev.switchboard.numbers.assignment.NumberStep.Release;
import dev.switchboard.numbers.assignment.NumberStep.Reserve;
import dev.switchboard.numbers.assignment.NumberStep.Restore;
import dev.switchboard.numbers.assignment.NumberStep.Seek;
import dev.switchboard.numbers.assignment.NumberStep.StopWaiting;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.UUID;

final class NumberStepTest {

    private static final HeldNumber ASSIGNED =
            new HeldNumber("+12125550100", NumberStatus.ASSIGNED, true);
    private static final HeldNumber RESERVED =
            new HeldNumber("+12125550100", NumberStatus.RESERVED, true);

    private static final Subscriber NEW_YORKER = user(1, ACME, inNewYork(UserState.ACTIVE));

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

    @Test
    void whoMovedWhileAwayIsRenumberedOnTheirReturnHoweverTheEventsCome() {
        for (Profile away :
                List.of(inNewYork(UserState.SUSPENDED), inDenver(UserState.SUSPENDED))) {
            Subscriber suspended = NEW_YORKER.after(List.of(change(2, away)));
            Subscriber back = suspended.after(List.of(change(3, inDenver(UserState.ACTIVE))));
            assertThat(NumberStep.of(suspended, back, RESERVED))
                    .isEqualTo(new Exchange(RESERVED, true));

            Subscriber atOnce =
                    NEW_YORKER.after(
                            List.of(change(2, away), change(3, inDenver(UserState.ACTIVE))));
            assertThat(NumberStep.of(NEW_YORKER, atOnce, ASSIGNED))
                    .isEqualTo(new Exchange(ASSIGNED, true));
        }
    }

    @Test
    void whoMovedAndWasSuspendedAtOnceIsRenumberedOnTheirReturn() {
        Subscriber suspended =
                NEW_YORKER.after(
                        List.of(
                                change(2, inDenver(UserState.ACTIVE)),
                                change(3, inDenver(UserState.SUSPENDED))));
        assertThat(NumberStep.of(NEW_YORKER, suspended, ASSIGNED)).isEqualTo(new Reserve(ASSIGNED));

        Subscriber back = suspended.after(List.of(change(4, inDenver(UserState.ACTIVE))));
        assertThat(NumberStep.of(suspended, back, RESERVED))
                .isEqualTo(new Exchange(RESERVED, true));
    }

    @Test
    void whoIsBackInTheirOfficeHasTheirNumberBack() {
        Subscriber suspended = NEW_YORKER.after(List.of(change(2, inDenver(UserState.SUSPENDED))));
        Subscriber back = suspended.after(List.of(change(3, inNewYork(UserState.ACTIVE))));

        assertThat(NumberStep.of(suspended, back, RESERVED)).isEqualTo(new Restore(RESERVED));
    }

    @Test
    void whoWasRefusedANumberIsToldWhenTheyAskForItNoMore() {
        Subscriber refused =
                active.withJudgement(new Judgement("+12125550199", "+12125550199 is not free"));
        Subscriber silent = refused.after(List.of(change(2, UserState.ACTIVE, "212")));

        assertThat(NumberStep.of(refused, silent, ASSIGNED)).isEqualTo(new Keep(ASSIGNED));
        assertThat(NumberStep.of(silent, silent, ASSIGNED)).isEqualTo(new Nothing());
    }

    @Test
    void isNotRenumberedTwiceForOneMove() {
        Subscriber moved = NEW_YORKER.after(List.of(change(2, inDenver(UserState.ACTIVE))));
        Subscriber updated = moved.after(List.of(change(3, inDenver(UserState.ACTIVE))));

        assertThat(NumberStep.of(NEW_YORKER, moved, ASSIGNED))
                .isEqualTo(new Exchange(ASSIGNED, true));
        assertThat(NumberStep.of(moved, updated, ASSIGNED)).isEqualTo(new Nothing());
    }

    private static Profile inNewYork(UserState state) {
        return office(state, "212");
    }

    private static Profile inDenver(UserState state) {
        return office(state, "303");
    }

    private static Profile office(UserState state, String areaCode) {
        return new Profile(
                null,
                new UUID(0, Long.parseLong(areaCode)),
                List.of(areaCode),
                state,
                new Entitlement(true, null, OfficeChangePolicy.RENUMBER));
    }

    private static NumberStep step(Subscriber user, @Nullable HeldNumber held) {
        return NumberStep.of(user, user, held);
    }
}

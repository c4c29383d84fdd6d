package dev.switchboard.numbers.assignment;

import static dev.switchboard.numbers.assignment.Examples.ACME;
import static dev.switchboard.numbers.assignment.Examples.NOON;
import static dev.switchboard.numbers.assignment.Examples.free;
import static dev.switchboard.numbers.assignment.Examples.user;
import static dev.switchboard.numbers.assignment.Examples.userId;
import static dev.switchboard.numbers.assignment.Examples.waitingSince;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.NumberEvent;
import dev.switchboard.messages.NumberEvent.AreaCodeFallback;
import dev.switchboard.messages.NumberEvent.AssignmentReason;
import dev.switchboard.messages.NumberEvent.NumberAssigned;
import dev.switchboard.messages.NumberEvent.NumberNotNeeded;
import dev.switchboard.messages.NumberEvent.NumberReleased;
import dev.switchboard.messages.NumberEvent.NumberUnavailable;
import dev.switchboard.numbers.assignment.Subscriber.Waiting;
import dev.switchboard.numbers.outbox.OutboxMessage;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

final class LedgerTest {

    private static final String NUMBER = "+12125550100";

    private final Ledger ledger =
            new Ledger(
                    NOON,
                    new NumberPolicy(Duration.ofDays(180), Duration.ofDays(3), Duration.ofDays(90)),
                    () -> new UUID(1, 1));

    @Test
    void countsAUsersEvents() {
        ledger.give(
                user(1).withSequence(7), free(NUMBER, null, null), AssignmentReason.SHARED_POOL);

        assertThat(events())
                .containsExactly(
                        new NumberAssigned(
                                userId(1),
                                8,
                                NUMBER,
                                "212",
                                "212",
                                AssignmentReason.SHARED_POOL,
                                AreaCodeFallback.NONE,
                                null));
        assertThat(ledger.subscribers())
                .singleElement()
                .extracting(Subscriber::sequence)
                .isEqualTo(8L);
    }

    @Test
    void leadsAnEventBackToTheUserEventBehindIt() {
        ledger.give(user(1), free(NUMBER, null, null), AssignmentReason.SHARED_POOL);

        var envelope = ledger.messages().getFirst().envelope();
        assertThat(envelope.causationId()).isEqualTo(user(1).cause().messageId());
        assertThat(envelope.correlationId()).isEqualTo("request-1");
        assertThat(envelope.subject()).isEqualTo("/Users/" + userId(1));
        assertThat(envelope.companyId()).isEqualTo(ACME);
    }

    @Test
    void saysOnceThatNothingIsLeft() {
        ledger.await(user(1));
        Subscriber waiting = ledger.subscribers().getFirst();
        ledger.await(waiting);

        assertThat(waiting.waiting()).isEqualTo(new Waiting(NOON, "212"));
        assertThat(events()).containsExactly(new NumberUnavailable(userId(1), 1, "212", null));
    }

    @Test
    void saysItAgainForAnotherAreaCode() {
        ledger.await(user(1, ACME, "415").withWaiting(new Waiting(null, "212")));

        assertThat(events()).containsExactly(new NumberUnavailable(userId(1), 1, "415", null));
    }

    @Test
    void letsAUserWithoutAnOfficeWaitForOne() {
        ledger.await(user(1, ACME));
        ledger.await(ledger.subscribers().getFirst());

        assertThat(ledger.subscribers())
                .singleElement()
                .extracting(Subscriber::waiting)
                .isEqualTo(new Waiting(NOON, Waiting.NO_AREA_CODE));
        assertThat(events()).containsExactly(new NumberUnavailable(userId(1), 1, null, null));
    }

    @Test
    void tellsThoseWhoHeardOfTheWaitingThatItIsOver() {
        ledger.stopWaiting(waitingSince(NOON, user(1)));
        ledger.stopWaiting(user(2).withWaiting(new Waiting(NOON, null)));

        assertThat(events()).containsExactly(new NumberNotNeeded(userId(1), 1));
        assertThat(ledger.subscribers()).extracting(Subscriber::waiting).containsOnlyNulls();
    }

    @Test
    void saysWhenAReleasedNumberIsForOthersAgain() {
        ledger.release(
                user(1), new HeldNumber(NUMBER, NumberStatus.ASSIGNED, true), Ending.USER_DELETED);
        ledger.release(
                user(2),
                new HeldNumber("+12125550101", NumberStatus.RESERVED, false),
                Ending.USER_DELETED);

        assertThat(events())
                .containsExactly(
                        new NumberReleased(userId(1), 1, NUMBER, NOON.plus(Duration.ofDays(93))),
                        new NumberReleased(
                                userId(2), 1, "+12125550101", NOON.plus(Duration.ofDays(3))));
        assertThat(ledger.numbers())
                .allSatisfy(
                        change -> {
                            assertThat(change.to()).isEqualTo(NumberStatus.ON_HOLD);
                            assertThat(change.holder()).isNull();
                            assertThat(change.restsUntil())
                                    .isEqualTo(NOON.plus(Duration.ofDays(3)));
                        });
    }

    private List<NumberEvent> events() {
        return ledger.messages().stream()
                .map(OutboxMessage::event)
                .map(NumberEvent.class::cast)
                .toList();
    }
}

package dev.switchboard.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.outcome.OutcomeWaiters.Waiter;
import dev.switchboard.messages.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.UUID;

final class OutcomeWaitersTest {

    private static final UUID COMMAND = new UUID(1, 1);
    private static final Outcome OUTCOME = new Outcome.Deleted(new UUID(2, 2));
    private static final Duration LONG = Duration.ofMinutes(1);

    private final OutcomeWaiters waiters = new OutcomeWaiters();

    @Test
    void handsOverAnOutcomeThatWasFasterThanTheWait() throws InterruptedException {
        try (Waiter waiter = waiters.register(COMMAND)) {
            assertThat(waiters.complete(COMMAND, OUTCOME)).isTrue();

            assertThat(waiter.await(LONG)).contains(OUTCOME);
        }
    }

    @Test
    void handsOverAnOutcomeThatComesDuringTheWait() throws InterruptedException {
        try (Waiter waiter = waiters.register(COMMAND)) {
            Thread.startVirtualThread(() -> waiters.complete(COMMAND, OUTCOME));

            assertThat(waiter.await(LONG)).contains(OUTCOME);
        }
    }

    @Test
    void hasNothingToHandOverAfterTheTime() throws InterruptedException {
        try (Waiter waiter = waiters.register(COMMAND)) {
            assertThat(waiter.await(Duration.ofMillis(1))).isEmpty();
        }
    }

    @Test
    @Timeout(10)
    void endsTheWaitOfOneWhoGivesUp() throws InterruptedException {
        try (Waiter waiter = waiters.register(COMMAND)) {
            waiter.giveUp();

            assertThat(waiter.await(LONG)).isEmpty();
        }
    }

    @Test
    void forgetsAWaiterThatIsClosed() {
        waiters.register(COMMAND).close();

        assertThat(waiters.size()).isZero();
        assertThat(waiters.complete(COMMAND, OUTCOME)).isFalse();
    }
}

package dev.switchboard.gateway.outcome;

import dev.switchboard.messages.Outcome;

import java.util.UUID;

/** Gives tests of other packages what only the reader of outcomes may do. */
public final class OutcomesFixture {

    private OutcomesFixture() {}

    /** An instance that reads partition 3. */
    public static Instance instance() {
        return Instance.named("test", 3);
    }

    /** Hands an outcome to its waiter. */
    public static void complete(OutcomeWaiters waiters, UUID commandId, Outcome outcome) {
        waiters.complete(commandId, outcome);
    }
}

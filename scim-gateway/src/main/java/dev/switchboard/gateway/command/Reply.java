package dev.switchboard.gateway.command;

import dev.switchboard.messages.Outcome;

/** What became of a command within the time that a request waits. */
public sealed interface Reply {

    /** The provisioner has decided. */
    record Decided(Outcome outcome) implements Reply {}

    /** There is no outcome yet, or there will be none. */
    record Undecided(Recorded recorded, Cause cause) implements Reply {}

    /** Why there is no outcome. */
    enum Cause {
        /** The provisioner did not answer in time. */
        NO_OUTCOME_IN_TIME,
        /** As many requests wait as may wait at once. */
        TOO_MANY_IN_FLIGHT,
        /** The broker cannot be reached or did not confirm. */
        BROKER_AWAY,
        /** The command is larger than the broker takes. */
        TOO_LARGE,
        /** The gateway is starting or stopping. */
        NOT_READY
    }
}

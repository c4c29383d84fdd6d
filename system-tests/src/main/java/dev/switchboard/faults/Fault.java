package dev.switchboard.faults;

import java.time.Duration;

/**
 * Something that is done to one process, or to its connections.
 *
 * @param target the process, e.g. {@code kafka} or {@code provisioner-1}
 * @param lasts how long it stays so; after a kill, until the process is started again
 */
record Fault(Kind kind, String target, Duration lasts) {

    /** What can be done. */
    enum Kind {
        /** {@code kill -9}, as a crash. */
        KILL,
        /** {@code SIGSTOP}, then {@code SIGCONT}. */
        FREEZE,
        /** {@code SIGTERM}, wait for its end, start again. */
        RESTART,
        /** All connections of a service to the broker are reset and refused. */
        CUT_BROKER,
        /** All connections of a service to the database are reset and refused. */
        CUT_DATABASE,
        /** A service's bytes to and from the broker are held back. */
        STALL_BROKER,
        /** A service's bytes to and from the database are held back. */
        STALL_DATABASE
    }

    @Override
    public String toString() {
        return "%s %s for %d ms".formatted(kind, target, lasts.toMillis());
    }
}

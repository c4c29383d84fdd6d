package dev.switchboard.gateway.command;

import java.util.concurrent.TimeUnit;

/**
 * Whether commands come side by side, so that one that waits a moment gets company. A client that
 * asks one thing after the other is never a crowd.
 */
final class Crowd {

    /**
     * Clients that were answered together ask again together, and the first of them is alone for a
     * moment.
     */
    private static final long MEMORY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private volatile long lastSeen;
    private volatile boolean seen;

    /**
     * To be asked for each command.
     *
     * @param underWay how many commands wait for their outcome, this one included
     * @param nanos {@link System#nanoTime()}
     */
    boolean isThere(int underWay, long nanos) {
        if (underWay > 1) {
            lastSeen = nanos;
            seen = true;
            return true;
        }
        return seen && nanos - lastSeen < MEMORY_NANOS;
    }
}

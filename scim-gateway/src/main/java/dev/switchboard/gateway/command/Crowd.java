package dev.switchboard.gateway.command;

/**
 * Whether commands come side by side, so that one that waits a moment gets company. A client that
 * asks one thing after the other is never a crowd.
 */
final class Crowd {

    /**
     * Clients that were answered together ask again together, and the first of them is alone for a
     * moment.
     */
    private static final long MEMORY_MILLIS = 100;

    /** At first so long ago that no clock has it. */
    private volatile long lastSeen = Long.MIN_VALUE / 2;

    /**
     * To be asked for each command.
     *
     * @param underWay how many commands wait for their outcome, this one included
     * @param millis the time, of any clock
     */
    boolean isThere(int underWay, long millis) {
        if (underWay > 1) {
            lastSeen = millis;
        }
        return Math.abs(millis - lastSeen) < MEMORY_MILLIS;
    }
}

package dev.switchboard.benchmarks.load;

import java.nio.ByteBuffer;

/** Hears of each answer, on the generator's thread. */
@FunctionalInterface
public interface Answers {

    /** For runs that only count. */
    Answers IGNORED = (_, _, _, _) -> {};

    /**
     * An answer has arrived.
     *
     * @param number the request's number in the run
     * @param status the HTTP status
     * @param body valid during the call only
     * @param nanos when its last byte was read, by {@link System#nanoTime()}
     */
    void answered(long number, int status, ByteBuffer body, long nanos);
}

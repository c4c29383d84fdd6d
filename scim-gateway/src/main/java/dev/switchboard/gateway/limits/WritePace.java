package dev.switchboard.gateway.limits;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How fast one company's writes may begin. Alone: as long as no more are under way than may be.
 * Beside other companies that write: a few at a time, and the next few after a pause. What begins
 * together is decided together, for little more than one alone costs; the processors are free for
 * the others in between.
 *
 * <p>Not safe for several threads.
 */
public final class WritePace {

    /** The next may begin once one that is under way ends. */
    public static final long WHEN_ONE_ENDS = Long.MAX_VALUE;

    private final BooleanSupplier besideOthers;
    private final int most;
    private final int mostBesideOthers;
    private final long roundNanos;
    private final LongSupplier nanos;
    private long roundBegan;
    private int begun;

    /**
     * @param besideOthers whether others write now
     * @param most how many may be under way alone
     * @param mostBesideOthers how many may be under way beside others, and begin in a round
     * @param roundNanos how long a round is
     * @param nanos {@link System#nanoTime}
     */
    WritePace(
            BooleanSupplier besideOthers,
            int most,
            int mostBesideOthers,
            long roundNanos,
            LongSupplier nanos) {
        this.besideOthers = besideOthers;
        this.most = most;
        this.mostBesideOthers = mostBesideOthers;
        this.roundNanos = roundNanos;
        this.nanos = nanos;
        this.roundBegan = nanos.getAsLong() - roundNanos;
    }

    /**
     * How long it is until the next write may begin.
     *
     * @param underWay how many are
     * @return nanoseconds, 0 for now, or {@link #WHEN_ONE_ENDS}
     */
    public long untilNext(int underWay) {
        if (!besideOthers.getAsBoolean()) {
            return underWay < most ? 0 : WHEN_ONE_ENDS;
        }
        if (underWay >= mostBesideOthers) {
            return WHEN_ONE_ENDS;
        }
        return begun < mostBesideOthers
                ? 0
                : Math.max(0, roundBegan + roundNanos - nanos.getAsLong());
    }

    /** Another write begins. */
    public void begin() {
        long now = nanos.getAsLong();
        if (now - roundBegan >= roundNanos) {
            roundBegan = now;
            begun = 0;
        }
        begun++;
    }
}

package dev.switchboard.gateway.limits;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * How fast one company's writes may begin. Alone: as long as no more are under way than may be.
 * Beside other companies that write: a few at a time, and the next few after a pause. What begins
 * together is decided together, for little more than one alone costs; the processors are free for
 * the others in between.
 *
 * <p>Not safe for several threads.
 */
final class WritePace {

    /** The next may begin once one that is under way ends. */
    static final long WHEN_ONE_ENDS = Long.MAX_VALUE;

    private final BooleanSupplier besideOthers;
    private final int most;
    private final int mostBesideOthers;
    private final Duration round;
    private final Clock clock;
    private long roundBegan;
    private int begun;

    /**
     * @param besideOthers whether others write now
     * @param most how many may be under way alone
     * @param mostBesideOthers how many may be under way beside others, and begin in a round
     * @param round how long a round is, in whole milliseconds
     */
    WritePace(
            BooleanSupplier besideOthers,
            int most,
            int mostBesideOthers,
            Duration round,
            Clock clock) {
        this.besideOthers = besideOthers;
        this.most = most;
        this.mostBesideOthers = mostBesideOthers;
        this.round = round;
        this.clock = clock;
        this.roundBegan = clock.millis() - round.toMillis();
    }

    /**
     * How long it is until the next write may begin.
     *
     * @param underWay how many are
     * @return nanoseconds, 0 for now, or {@link #WHEN_ONE_ENDS}
     */
    long untilNext(int underWay) {
        if (!besideOthers.getAsBoolean()) {
            return underWay < most ? 0 : WHEN_ONE_ENDS;
        }
        if (underWay >= mostBesideOthers) {
            return WHEN_ONE_ENDS;
        }
        return begun < mostBesideOthers ? 0 : TimeUnit.MILLISECONDS.toNanos(millisLeft());
    }

    /** Of the round; 0 where it is over, or where the clock was set back. */
    private long millisLeft() {
        long gone = clock.millis() - roundBegan;
        return gone < 0 ? 0 : Math.max(0, round.toMillis() - gone);
    }

    /** Another write begins. */
    void begin() {
        if (millisLeft() == 0) {
            roundBegan = clock.millis();
            begun = 0;
        }
        begun++;
    }
}

package dev.switchboard.gateway.limits;

/**
 * Lets through {@code perSecond} a second in the long run, and {@code burst} at once after a pause.
 * Safe for use by many threads.
 */
final class TokenBucket {

    private final double perSecond;
    private final double burst;
    private double tokens;
    private long filledAt;

    /**
     * A full one.
     *
     * @param now milliseconds of any clock, the same in every call
     */
    TokenBucket(double perSecond, double burst, long now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.filledAt = now;
    }

    /**
     * Takes one.
     *
     * @return 0 where there was one, else the seconds after which there is, at least 1
     */
    synchronized int take(long now) {
        // A clock that is set back fills nothing and takes nothing away.
        tokens = Math.min(burst, tokens + Math.max(0, now - filledAt) * perSecond / 1000);
        filledAt = now;
        if (tokens >= 1) {
            tokens--;
            return 0;
        }
        return Math.max(1, (int) Math.ceil((1 - tokens) / perSecond));
    }
}

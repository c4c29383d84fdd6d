package dev.switchboard.gateway.limits;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.UUID;

/** Whether a company is the only one that writes on this gateway at present. */
final class RecentWriters {

    /**
     * Who has written within this time is still there: Okta's requests come one after the other.
     */
    private static final Duration PRESENT = Duration.ofSeconds(2);

    private record Writer(UUID companyId, long millis) {}

    private @Nullable Writer last;
    private @Nullable Writer lastOther;

    /** A company writes at this time, in milliseconds of any clock. */
    synchronized void wrote(UUID companyId, long millis) {
        if (last != null && !last.companyId.equals(companyId)) {
            lastOther = last;
        }
        last = new Writer(companyId, millis);
    }

    /** Whether another company than this one has written a moment ago. */
    synchronized boolean hasOthers(UUID companyId, long millis) {
        Writer other = last != null && last.companyId.equals(companyId) ? lastOther : last;
        return other != null && Math.abs(millis - other.millis) < PRESENT.toMillis();
    }
}

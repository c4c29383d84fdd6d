package dev.switchboard.benchmarks.load;

import org.HdrHistogram.Histogram;

import java.util.Map;

/**
 * What a run has shown.
 *
 * @param latencies of the answers that were expected, in microseconds, from the moment at which the
 *     request was due
 * @param statuses how often each status was answered; 0 stands for a broken connection
 * @param errors answers with another status than expected, and broken connections
 * @param seconds from the first request to the last answer
 */
public record LoadResult(
        Histogram latencies, Map<Integer, Long> statuses, long errors, double seconds) {

    /** Expected answers. */
    public long requests() {
        return latencies.getTotalCount();
    }

    /** Expected answers per second. */
    public double rate() {
        return seconds == 0 ? 0 : requests() / seconds;
    }

    /** A percentile of the latencies in milliseconds; 100 is the longest. */
    public double millisAt(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1000.0;
    }
}

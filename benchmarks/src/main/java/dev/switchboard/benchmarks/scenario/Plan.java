package dev.switchboard.benchmarks.scenario;

import dev.switchboard.benchmarks.report.Report;

import java.time.Duration;
import java.util.List;

/**
 * How much to measure.
 *
 * @param connections each is measured
 * @param seconds of one measurement, after a warm-up
 * @param warmUp seconds, counted for nothing
 * @param users in the store, where it is filled before
 * @param report takes what is found
 */
public record Plan(List<Integer> connections, int seconds, int warmUp, int users, Report report) {

    Duration duration() {
        return Duration.ofSeconds(seconds);
    }

    Duration warmUpDuration() {
        return Duration.ofSeconds(warmUp);
    }
}

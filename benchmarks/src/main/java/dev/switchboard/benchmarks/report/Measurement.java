package dev.switchboard.benchmarks.report;

import dev.switchboard.benchmarks.load.LoadResult;
import dev.switchboard.benchmarks.stack.ProcessUse;

import java.util.List;

/**
 * One line of a table.
 *
 * @param scenario e.g. {@code creates}
 * @param subject what was measured, e.g. {@code switchboard} or {@code baseline}
 * @param connections how many at once
 * @param due how many requests were due in a second; 0: as many as were answered
 * @param requests expected answers, or whatever else was counted
 * @param rate of them in a second
 * @param p50 milliseconds, as the others
 * @param errors everything else
 * @param processes what each process has used meanwhile
 */
public record Measurement(
        String scenario,
        String subject,
        int connections,
        double due,
        long requests,
        double rate,
        double p50,
        double p90,
        double p99,
        double max,
        long errors,
        List<ProcessUse> processes) {

    private static final double MICROS = 1e6;

    /** A line made of a run of the load generator. */
    public static Measurement of(
            String scenario,
            String subject,
            int connections,
            double due,
            LoadResult result,
            List<ProcessUse> processes) {
        return new Measurement(
                scenario,
                subject,
                connections,
                due,
                result.requests(),
                result.rate(),
                result.millisAt(50),
                result.millisAt(90),
                result.millisAt(99),
                result.millisAt(100),
                result.errors(),
                processes);
    }

    /** A line of something that has a rate only. */
    public static Measurement ofRate(
            String scenario,
            String subject,
            long count,
            double seconds,
            List<ProcessUse> processes) {
        return new Measurement(
                scenario, subject, 0, 0, count, count / seconds, 0, 0, 0, 0, 0, processes);
    }

    /** How long it took. */
    public double seconds() {
        return rate == 0 ? 0 : requests / rate;
    }

    /** Processor time of all processes together for one request, in microseconds. */
    public double cpuMicrosPerRequest() {
        return requests == 0
                ? 0
                : processes.stream().mapToDouble(ProcessUse::cpuSeconds).sum() * MICROS / requests;
    }

    /** The same of one process. */
    public double cpuMicrosPerRequest(ProcessUse use) {
        return requests == 0 ? 0 : use.cpuSeconds() * MICROS / requests;
    }
}

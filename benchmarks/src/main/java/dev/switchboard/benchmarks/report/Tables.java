package dev.switchboard.benchmarks.report;

import static java.util.stream.Collectors.joining;

import dev.switchboard.benchmarks.stack.ProcessUse;

import java.util.List;

/** Measurements as text, Markdown and CSV. */
public final class Tables {

    private static final String HEAD =
            """
            | what | connections | rate /s | p50 ms | p90 ms | p99 ms | max ms | errors | CPU µs each |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|
            """;

    private Tables() {}

    /** One measurement as lines for a terminal. */
    static String line(Measurement m) {
        return ("%-10s %-26s %3d conn %9.1f/s  p50 %.2f  p90 %.2f  p99 %.2f  max %.1f ms  errors %d  CPU %.0f µs%n"
                        + "             %s")
                .formatted(
                        m.scenario(),
                        m.subject(),
                        m.connections(),
                        m.rate(),
                        m.p50(),
                        m.p90(),
                        m.p99(),
                        m.max(),
                        m.errors(),
                        m.cpuMicrosPerRequest(),
                        m.processes().stream().map(p -> use(m, p)).collect(joining("  ")));
    }

    private static String use(Measurement m, ProcessUse use) {
        return "%s %.1f s (%.0f µs) %.0f MiB"
                .formatted(
                        use.name(),
                        use.cpuSeconds(),
                        m.cpuMicrosPerRequest(use),
                        use.residentMib());
    }

    static String line(Finding f) {
        return "%-8s %s: %s, measured %s"
                .formatted(f.met() ? "MET" : "NOT MET", f.target(), f.limit(), f.measured());
    }

    /** The measurements of one scenario as a Markdown table. */
    static String markdown(List<Measurement> measurements) {
        return HEAD
                + measurements.stream()
                        .map(
                                m ->
                                        "| %s | %s | %,.0f | %s | %d | %.0f |\n"
                                                .formatted(
                                                        m.subject(),
                                                        m.connections() == 0 ? "" : m.connections(),
                                                        m.rate(),
                                                        latencies(m),
                                                        m.errors(),
                                                        m.cpuMicrosPerRequest()))
                        .collect(joining());
    }

    private static String latencies(Measurement m) {
        return m.max() == 0
                ? " | | | "
                : "%.2f | %.2f | %.2f | %.1f".formatted(m.p50(), m.p90(), m.p99(), m.max());
    }

    /** What each process used in one measurement, as a Markdown table. */
    static String processes(Measurement m) {
        return "| process | CPU s | CPU µs each | resident MiB |\n|---|---:|---:|---:|\n"
                + m.processes().stream()
                        .map(
                                p ->
                                        "| %s | %.1f | %.0f | %.0f |\n"
                                                .formatted(
                                                        p.name(),
                                                        p.cpuSeconds(),
                                                        m.cpuMicrosPerRequest(p),
                                                        p.residentMib()))
                        .collect(joining());
    }

    /** The targets as a Markdown table. */
    static String findings(List<Finding> findings) {
        return "| target | limit | measured | |\n|---|---|---|---|\n"
                + findings.stream()
                        .map(
                                f ->
                                        "| %s | %s | %s | %s |\n"
                                                .formatted(
                                                        f.target(),
                                                        f.limit(),
                                                        f.measured(),
                                                        f.met() ? "met" : "**not met**"))
                        .collect(joining());
    }

    /** All measurements, one a line, for a spreadsheet. */
    public static String csv(List<Measurement> measurements) {
        return "scenario,subject,connections,due,requests,rate,p50_ms,p90_ms,p99_ms,max_ms,errors,cpu_us_each\n"
                + measurements.stream()
                        .map(
                                m ->
                                        "%s,%s,%d,%.1f,%d,%.2f,%.3f,%.3f,%.3f,%.3f,%d,%.1f\n"
                                                .formatted(
                                                        m.scenario(),
                                                        m.subject(),
                                                        m.connections(),
                                                        m.due(),
                                                        m.requests(),
                                                        m.rate(),
                                                        m.p50(),
                                                        m.p90(),
                                                        m.p99(),
                                                        m.max(),
                                                        m.errors(),
                                                        m.cpuMicrosPerRequest()))
                        .collect(joining());
    }
}

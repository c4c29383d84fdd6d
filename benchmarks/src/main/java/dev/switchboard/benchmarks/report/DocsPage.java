package dev.switchboard.benchmarks.report;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part of {@code docs/performance.md} that a run writes. */
final class DocsPage {

    static final String BEGIN = "<!-- results of ./switchboard bench: begin -->";
    static final String END = "<!-- results of ./switchboard bench: end -->";

    private DocsPage() {}

    /** The page with this report's results between the markers, or at its end. */
    static String withResults(String page, Report report) {
        String results = BEGIN + "\n" + results(report) + END;
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        return begin < 0 || end < begin
                ? page + "\n" + results + "\n"
                : page.substring(0, begin) + results + page.substring(end + END.length());
    }

    private static String results(Report report) {
        StringBuilder text = new StringBuilder("\n" + Machine.describe() + ".\n\n");
        text.append("### Targets\n\n").append(Tables.findings(report.findings()));
        Map<String, List<Measurement>> scenarios = new LinkedHashMap<>();
        for (Measurement one : report.measurements()) {
            scenarios.computeIfAbsent(one.scenario(), _ -> new ArrayList<>()).add(one);
        }
        scenarios.forEach(
                (name, measured) -> {
                    text.append("\n### ").append(name).append("\n\n");
                    text.append(Tables.markdown(measured));
                    text.append(busiest(measured));
                });
        text.append("\n### Plots\n\n")
                .append(
                        report.plots().stream()
                                .map(
                                        plot ->
                                                "![%s](performance/%s.svg)\n\n`./switchboard bench %s --docs FOLDER`\n"
                                                        .formatted(
                                                                plot.title(),
                                                                plot.file(),
                                                                plot.command()))
                                .collect(joining("\n")));
        return text.append('\n').toString();
    }

    /** The processes of the fastest measurement of the system itself. */
    private static String busiest(List<Measurement> measured) {
        return measured.stream()
                .filter(m -> !m.subject().equals("baseline") && !m.processes().isEmpty())
                .max((a, b) -> Double.compare(a.rate(), b.rate()))
                .map(
                        m ->
                                "\nProcesses during “%s”%s:\n\n%s"
                                        .formatted(
                                                m.subject(),
                                                m.connections() == 0
                                                        ? ""
                                                        : " at " + m.connections() + " connections",
                                                Tables.processes(m)))
                .orElse("");
    }
}

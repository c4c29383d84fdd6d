package dev.switchboard.faults;

import dev.switchboard.faults.Fault.Kind;
import dev.switchboard.faults.history.Attempt;
import dev.switchboard.faults.history.Evidence;
import dev.switchboard.faults.history.Evidence.SentEvent;
import dev.switchboard.faults.history.History;
import dev.switchboard.faults.history.Violation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a run has shown.
 *
 * @param faults those that were done
 * @param history every request and its end
 */
public record Verdict(
        long seed,
        Duration length,
        List<Fault> faults,
        History history,
        Evidence evidence,
        List<Violation> violations) {

    private static final int SHOWN = 40;

    /** Whether every promise was kept, and there was something to keep. */
    public boolean kept() {
        return violations.isEmpty() && !faults.isEmpty() && history.writesDone() > 0;
    }

    /** For people to read. */
    public String report() {
        StringBuilder report = new StringBuilder();
        line(report, "seed %d, %d s of faults".formatted(seed, length.toSeconds()));
        line(report, "faults: %d, %s".formatted(faults.size(), count(faults, Fault::kind)));
        line(report, "kills: " + killed());
        answers(report, "requests", history.attempts());
        answers(
                report,
                "writes",
                history.attempts().stream().filter(a -> a.action().writes()).toList());
        history.counts().forEach((what, n) -> line(report, "  %-24s %6d".formatted(what, n)));
        line(report, topics());
        line(
                report,
                "tables: %d users, %d groups, %d numbers, %d users wait for a number"
                        .formatted(
                                evidence.users().size(),
                                evidence.groups().size(),
                                evidence.numbers().size(),
                                evidence.waiting().size()));
        line(report, "left: " + evidence.left());
        if (violations.isEmpty()) {
            line(report, "VERDICT: " + (kept() ? "every promise was kept" : "nothing was tried"));
        } else {
            line(report, "VERDICT: %d violations, %s".formatted(violations.size(), byPromise()));
            violations.stream().limit(SHOWN).forEach(v -> line(report, "  " + v));
        }
        return report.toString();
    }

    private String killed() {
        List<Fault> kills = faults.stream().filter(f -> f.kind() == Kind.KILL).toList();
        return "%d, %s"
                .formatted(kills.size(), count(kills, f -> f.target().replaceAll("-[0-9]+$", "")));
    }

    private static void answers(StringBuilder report, String what, List<Attempt> attempts) {
        Map<String, Long> byEnd = count(attempts, a -> a.answer().end());
        line(report, "%s: %d".formatted(what, attempts.size()));
        byEnd.forEach(
                (end, n) ->
                        line(
                                report,
                                "  %-24s %6d (%d %%)"
                                        .formatted(
                                                end, n, Math.round(100.0 * n / attempts.size()))));
    }

    private static <T, K> Map<K, Long> count(List<T> all, Function<T, K> key) {
        return all.stream()
                .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
    }

    private String topics() {
        long messages = evidence.events().stream().map(SentEvent::id).distinct().count();
        return "topics: %d commands, %d resource events (%d came twice), %d number events"
                .formatted(
                        evidence.commands().size(),
                        messages,
                        evidence.events().size() - messages,
                        evidence.numberEvents().size());
    }

    private Map<String, Long> byPromise() {
        return violations.stream()
                .collect(Collectors.groupingBy(Violation::promise, Collectors.counting()));
    }

    private static void line(StringBuilder report, String text) {
        report.append(text).append('\n');
    }
}

package dev.switchboard.benchmarks;

import dev.switchboard.benchmarks.report.Finding;
import dev.switchboard.benchmarks.report.Report;
import dev.switchboard.benchmarks.report.Results;
import dev.switchboard.benchmarks.scenario.Plan;
import dev.switchboard.benchmarks.stack.BenchStack;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** What all commands have in common: the options, a stack, the report. */
abstract class BenchCommand implements Callable<Integer> {

    @Option(
            names = "--connections",
            split = ",",
            paramLabel = "N",
            description = "Connections; several, with commas, are measured one after the other.")
    private List<Integer> connections = List.of(1, 16, 64);

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Length of a measurement (${DEFAULT-VALUE}).")
    private int seconds = 30;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Seconds of load before it (${DEFAULT-VALUE}).")
    private int warmUp = 240;

    @Option(
            names = "--users",
            paramLabel = "N",
            description = "Users in a store that is filled before (${DEFAULT-VALUE}).")
    private int users = 1_000_000;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the results as JSON.")
    private @Nullable Path json;

    @Option(names = "--csv", paramLabel = "FILE", description = "Writes the table as CSV.")
    private @Nullable Path csv;

    @Option(
            names = "--docs",
            paramLabel = "FOLDER",
            description =
                    "Puts tables and plots into FOLDER/performance.md and FOLDER/performance.")
    private @Nullable Path docs;

    @Spec private @Nullable CommandSpec spec;

    /** Measures on a clean stack. */
    abstract void measure(BenchStack stack, Plan plan);

    @Override
    public Integer call() {
        Report report = new Report(this::say);
        run(report);
        Results results = new Results(report);
        if (json != null) {
            results.writeJson(json);
        }
        if (csv != null) {
            results.writeCsv(csv);
        }
        if (docs != null) {
            results.writeDocs(docs);
        }
        return report.findings().stream().allMatch(Finding::met) ? 0 : 1;
    }

    void run(Report report) {
        try (BenchStack stack = BenchStack.start(this::say)) {
            measure(stack, plan(report));
        }
    }

    Plan plan(Report report) {
        return new Plan(connections, seconds, warmUp, users, report);
    }

    int users() {
        return users;
    }

    void say(String line) {
        if (spec != null) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(line);
            out.flush();
        }
    }
}

package dev.switchboard.benchmarks;

import dev.switchboard.benchmarks.report.Report;
import dev.switchboard.benchmarks.scenario.AtRest;
import dev.switchboard.benchmarks.scenario.CatchUp;
import dev.switchboard.benchmarks.scenario.Creates;
import dev.switchboard.benchmarks.scenario.Groups;
import dev.switchboard.benchmarks.scenario.Import;
import dev.switchboard.benchmarks.scenario.Neighbours;
import dev.switchboard.benchmarks.scenario.Numbers;
import dev.switchboard.benchmarks.scenario.Plan;
import dev.switchboard.benchmarks.scenario.Reads;
import dev.switchboard.benchmarks.stack.BenchStack;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * {@code ./switchboard bench all}: everything, one after the other, each on a clean stack; what
 * fails is told, and the others go on.
 */
@Command(
        name = "all",
        mixinStandardHelpOptions = true,
        description = "Everything; with --docs docs it also writes docs/performance.md's tables.")
final class AllCommand extends BenchCommand {

    private static final int COMMANDS = 100_000;

    /** Seconds of load that warm up whose rate counts: see docs/performance.md. */
    private static final int COMPILED = 180;

    private static final int A_MINUTE = 60;

    @Option(
            names = "--quick",
            description = "Short measurements: about half an hour on two free cores.")
    private boolean quick;

    @Override
    void run(Report report) {
        Plan writes = quick ? shortly(COMPILED, report) : plan(report);
        alone(report, "creates", writes, (stack, p) -> new Creates(stack, p).run());
        alone(report, "numbers", writes, (stack, p) -> new Numbers(stack, p).run());
        alone(report, "neighbours", writes, (stack, p) -> new Neighbours(stack, p).run());
        Plan plan = quick ? shortly(A_MINUTE, report) : plan(report);
        alone(report, "catch-up", plan, (stack, p) -> new CatchUp(stack, p, COMMANDS).run());
        alone(
                report,
                "reads, import and groups",
                plan,
                (stack, p) -> {
                    new AtRest(stack, p).run();
                    new Reads(stack, p).run();
                    new Import(stack, p).run();
                    new Groups(stack, p).run();
                });
    }

    private Plan shortly(int warmUp, Report report) {
        return new Plan(List.of(1, 16, 64), 10, warmUp, users(), report);
    }

    private void alone(
            Report report, String what, Plan plan, BiConsumer<BenchStack, Plan> scenario) {
        say("== " + what);
        try (BenchStack stack = BenchStack.start(this::say)) {
            scenario.accept(stack, plan);
        } catch (RuntimeException e) {
            report.failed(what, e);
        }
    }

    @Override
    void measure(BenchStack stack, Plan plan) {
        throw new IllegalStateException("each part has a stack of its own");
    }
}

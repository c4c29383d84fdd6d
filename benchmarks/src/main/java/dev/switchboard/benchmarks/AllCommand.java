package dev.switchboard.benchmarks;

import dev.switchboard.benchmarks.report.Report;
import dev.switchboard.benchmarks.scenario.AtRest;
import dev.switchboard.benchmarks.scenario.CatchUp;
import dev.switchboard.benchmarks.scenario.Creates;
import dev.switchboard.benchmarks.scenario.Groups;
import dev.switchboard.benchmarks.scenario.Import;
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

    @Option(
            names = "--quick",
            description = "Short measurements: about fifteen minutes on two free cores.")
    private boolean quick;

    @Override
    void run(Report report) {
        Plan plan = quick ? new Plan(List.of(1, 16, 64), 10, 60, users(), report) : plan(report);
        alone(report, "creates", plan, (stack, p) -> new Creates(stack, p).run());
        alone(report, "numbers", plan, (stack, p) -> new Numbers(stack, p).run());
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

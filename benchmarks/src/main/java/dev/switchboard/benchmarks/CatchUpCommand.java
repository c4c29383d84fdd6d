package dev.switchboard.benchmarks;

import dev.switchboard.benchmarks.scenario.CatchUp;
import dev.switchboard.benchmarks.scenario.Plan;
import dev.switchboard.benchmarks.stack.BenchStack;

import picocli.CommandLine.Command;

/** {@code ./switchboard bench catch-up} */
@Command(
        name = "catch-up",
        mixinStandardHelpOptions = true,
        description = "Services that come back to --users waiting messages.")
final class CatchUpCommand extends BenchCommand {

    @Override
    void measure(BenchStack stack, Plan plan) {
        new CatchUp(stack, plan, plan.users()).run();
    }
}

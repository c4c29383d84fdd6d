package dev.switchboard.benchmarks;

import dev.switchboard.benchmarks.scenario.Numbers;
import dev.switchboard.benchmarks.scenario.Plan;
import dev.switchboard.benchmarks.stack.BenchStack;

import picocli.CommandLine.Command;

/** {@code ./switchboard bench numbers} */
@Command(
        name = "numbers",
        mixinStandardHelpOptions = true,
        description = "From the 201 for a user to their number, at half of the maximum rate.")
final class NumbersCommand extends BenchCommand {

    @Override
    void measure(BenchStack stack, Plan plan) {
        new Numbers(stack, plan).run();
    }
}

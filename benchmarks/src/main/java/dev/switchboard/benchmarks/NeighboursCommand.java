package dev.switchboard.benchmarks;

import dev.switchboard.benchmarks.scenario.Neighbours;
import dev.switchboard.benchmarks.scenario.Plan;
import dev.switchboard.benchmarks.stack.BenchStack;

import picocli.CommandLine.Command;

/** {@code ./switchboard bench neighbours} */
@Command(
        name = "neighbours",
        mixinStandardHelpOptions = true,
        description = "What one company's everyday requests feel of another company's import.")
final class NeighboursCommand extends BenchCommand {

    @Override
    void measure(BenchStack stack, Plan plan) {
        new Neighbours(stack, plan).run();
    }
}

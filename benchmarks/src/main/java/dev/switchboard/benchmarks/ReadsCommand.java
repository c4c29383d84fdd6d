package dev.switchboard.benchmarks;

import dev.switchboard.benchmarks.scenario.Plan;
import dev.switchboard.benchmarks.scenario.Reads;
import dev.switchboard.benchmarks.stack.BenchStack;

import picocli.CommandLine.Command;

/** {@code ./switchboard bench reads} */
@Command(
        name = "reads",
        mixinStandardHelpOptions = true,
        description = "GET by id and userName eq, in a small store and in one of --users.")
final class ReadsCommand extends BenchCommand {

    @Override
    void measure(BenchStack stack, Plan plan) {
        new Reads(stack, plan).run();
    }
}

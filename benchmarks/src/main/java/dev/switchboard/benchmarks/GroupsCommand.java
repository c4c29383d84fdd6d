package dev.switchboard.benchmarks;

import dev.switchboard.benchmarks.scenario.Groups;
import dev.switchboard.benchmarks.scenario.Plan;
import dev.switchboard.benchmarks.stack.BenchStack;

import picocli.CommandLine.Command;

/** {@code ./switchboard bench groups} */
@Command(
        name = "groups",
        mixinStandardHelpOptions = true,
        description = "PATCH of one member in a group of 10 and in one of 50,000.")
final class GroupsCommand extends BenchCommand {

    @Override
    void measure(BenchStack stack, Plan plan) {
        new Groups(stack, plan).run();
    }
}

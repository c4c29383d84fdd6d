package dev.switchboard.benchmarks;

import dev.switchboard.benchmarks.scenario.Creates;
import dev.switchboard.benchmarks.scenario.Plan;
import dev.switchboard.benchmarks.stack.BenchStack;

import picocli.CommandLine.Command;

/** {@code ./switchboard bench creates} */
@Command(
        name = "creates",
        mixinStandardHelpOptions = true,
        description = "Durable creates, the baseline beside them, and latency over rate.")
final class CreatesCommand extends BenchCommand {

    @Override
    void measure(BenchStack stack, Plan plan) {
        new Creates(stack, plan).run();
    }
}

package dev.switchboard.benchmarks;

import dev.switchboard.benchmarks.scenario.Import;
import dev.switchboard.benchmarks.scenario.Plan;
import dev.switchboard.benchmarks.stack.BenchStack;

import picocli.CommandLine.Command;

/** {@code ./switchboard bench import} */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Okta's import of --users users, by index and by cursor.")
final class ImportCommand extends BenchCommand {

    @Override
    void measure(BenchStack stack, Plan plan) {
        stack.fill(plan.users());
        new Import(stack, plan).run();
    }
}

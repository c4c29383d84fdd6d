package dev.switchboard.localstack.cli;

import dev.switchboard.localstack.LocalStack;
import dev.switchboard.localstack.StackLock;
import dev.switchboard.localstack.StackProcess;

import picocli.CommandLine.Command;

/** {@code ./switchboard down} */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stops everything; data stays.")
final class DownCommand extends StackCommand {

    @Override
    public Integer call() {
        LocalStack stack = stack();
        if (stack.processes().stream().noneMatch(StackProcess::isRunning)) {
            out().println("  Nothing is running.");
            out().flush();
            return 0;
        }
        try (StackLock _ = StackLock.of(stack.settings().home())) {
            stack.down(
                    step -> {
                        out().println("  " + step);
                        out().flush();
                    });
        }
        return 0;
    }
}

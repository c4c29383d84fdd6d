package dev.switchboard.localstack.cli;

import dev.switchboard.localstack.LocalStack;
import dev.switchboard.localstack.StackLock;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.Console;

/** {@code ./switchboard reset} */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = "Stops everything and removes all data, logs and secrets of the stack.")
final class ResetCommand extends StackCommand {

    @Option(names = "--yes", description = "Does not ask.")
    private boolean yes;

    @Override
    public Integer call() {
        LocalStack stack = stack();
        stack.requireNothingElse(); // before the lock, which is a file too
        if (!yes && !confirmed(stack)) {
            err().println("Nothing was removed. To remove it without a question: --yes.");
            return 1;
        }
        try (StackLock _ = StackLock.of(stack.settings().home())) {
            stack.reset(
                    step -> {
                        out().println("  " + step);
                        out().flush();
                    });
        }
        out().println("  " + stack.settings().home() + " is removed");
        return 0;
    }

    // On a JDK 25 it is null where nobody sits at a terminal, whatever the rule says.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean confirmed(LocalStack stack) {
        Console console = System.console();
        return console != null
                && console.isTerminal()
                && "yes"
                        .equals(
                                console.readLine(
                                        "Remove all data in %s? (yes/no) ",
                                        stack.settings().home()));
    }
}

package dev.switchboard.localstack.cli;

import dev.switchboard.localstack.LocalStack;
import dev.switchboard.localstack.StackProcess;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./switchboard logs}: tail, which every Unix has, does the work. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "The last lines of the logs of all processes, or of one.")
final class LogsCommand extends StackCommand {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "E.g. provisioner-1.")
    private @Nullable String name;

    @Option(names = "-f", description = "Goes on with what is written from now on.")
    private boolean follow;

    @Option(
            names = "-n",
            paramLabel = "LINES",
            defaultValue = "40",
            description = "How many lines; default: ${DEFAULT-VALUE}.")
    private int lines;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LocalStack stack = stack();
        List<Path> logs =
                (name == null ? stack.processes() : List.of(stack.process(name)))
                        .stream().map(StackProcess::log).filter(Files::exists).toList();
        if (logs.isEmpty()) {
            err().println("There are no logs yet: start the stack with ./switchboard up.");
            return 1;
        }
        List<String> command = new ArrayList<>(List.of("tail", "-n", Integer.toString(lines)));
        if (follow) {
            command.add("-F");
        }
        logs.forEach(log -> command.add(log.toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}

package dev.switchboard.localstack.cli;

import static java.util.Objects.requireNonNull;

import dev.switchboard.localstack.KafkaTools;
import dev.switchboard.localstack.LocalStack;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code ./switchboard kafka}: Kafka's own command-line tools against a broker. */
@Command(
        name = "kafka",
        description = {
            "Runs one of Kafka's own tools against the broker that KAFKA_BOOTSTRAP_SERVERS names,",
            "else against the stack's, e.g.",
            "  ./switchboard kafka console-consumer --topic user.events --from-beginning",
            "  ./switchboard kafka consumer-groups --describe --all-groups",
            "  ./switchboard kafka topics --describe",
            "What the tool itself takes, ./switchboard kafka TOOL --help tells."
        })
final class KafkaCommand extends StackCommand {

    private static final Set<String> HELP = Set.of("--help", "-h");

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TOOL",
            description = "console-consumer, topics, …")
    private @Nullable String tool;

    @Option(
            names = "--bootstrap-servers",
            defaultValue = "${env:KAFKA_BOOTSTRAP_SERVERS}",
            description = "The broker; default: KAFKA_BOOTSTRAP_SERVERS, else the stack's.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            defaultValue = "${env:KAFKA_COMMAND_CONFIG}",
            description =
                    "The tool's properties for a secured broker; default: KAFKA_COMMAND_CONFIG.")
    private @Nullable String commandConfig;

    @Unmatched private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean asksForHelp = arguments.stream().anyMatch(HELP::contains);
        if (tool == null && asksForHelp) {
            commandLine().usage(out());
            return 0;
        }
        if (tool == null) {
            throw new ParameterException(commandLine(), "Missing required parameter: TOOL");
        }
        LocalStack stack = stack();
        if (!isBrokerNamed() && !asksForHelp && !stack.process("kafka").isRunning()) {
            throw new ParameterException(
                    commandLine(),
                    "No stack is running here. Start one with ./switchboard up, or set KAFKA_BOOTSTRAP_SERVERS.");
        }
        return new ProcessBuilder(
                        KafkaTools.command(
                                stack.settings().checkout(), broker(stack), tool, toolArguments()))
                .inheritIO()
                .start()
                .waitFor();
    }

    String broker(LocalStack stack) {
        return isBrokerNamed() ? requireNonNull(bootstrapServers) : stack.bootstrapServers();
    }

    private boolean isBrokerNamed() {
        return bootstrapServers != null && !bootstrapServers.isBlank();
    }

    /** Every tool takes its properties by the same option. */
    List<String> toolArguments() {
        List<String> all = new ArrayList<>(arguments);
        if (commandConfig != null && !commandConfig.isBlank()) {
            all.add("--command-config");
            all.add(commandConfig);
        }
        return all;
    }
}

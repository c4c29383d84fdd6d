package dev.switchboard.localstack.cli;

import dev.switchboard.localstack.KafkaTools;
import dev.switchboard.localstack.LocalStack;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code ./switchboard kafka}: Kafka's own command-line tools against a broker. */
@Command(
        name = "kafka",
        description = {
            "Runs one of Kafka's own tools against the broker that KAFKA_BOOTSTRAP_SERVERS names,",
            "else against the stack's, e.g.",
            "  ./switchboard kafka console-consumer --topic user.events --from-beginning",
            "  ./switchboard kafka consumer-groups --describe --all-groups",
            "  ./switchboard kafka topics --describe"
        })
final class KafkaCommand extends StackCommand {

    @Parameters(index = "0", paramLabel = "TOOL", description = "console-consumer, topics, …")
    private String tool = "";

    @Option(
            names = "--bootstrap-servers",
            defaultValue = "${env:KAFKA_BOOTSTRAP_SERVERS}",
            description = "The broker; default: KAFKA_BOOTSTRAP_SERVERS, else the stack's.")
    private @Nullable String bootstrapServers;

    @Unmatched private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        LocalStack stack = stack();
        return new ProcessBuilder(
                        KafkaTools.command(
                                stack.settings().checkout(), broker(stack), tool, arguments))
                .inheritIO()
                .start()
                .waitFor();
    }

    String broker(LocalStack stack) {
        return bootstrapServers == null || bootstrapServers.isBlank()
                ? stack.bootstrapServers()
                : bootstrapServers;
    }
}

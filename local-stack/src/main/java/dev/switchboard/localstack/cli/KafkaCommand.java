package dev.switchboard.localstack.cli;

import dev.switchboard.localstack.KafkaTools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code ./switchboard kafka}: Kafka's own command-line tools against the stack's broker. */
@Command(
        name = "kafka",
        description = {
            "Runs one of Kafka's own tools against the stack's broker, e.g.",
            "  ./switchboard kafka console-consumer --topic user.events --from-beginning",
            "  ./switchboard kafka consumer-groups --describe --all-groups",
            "  ./switchboard kafka topics --describe"
        })
final class KafkaCommand extends StackCommand {

    @Parameters(index = "0", paramLabel = "TOOL", description = "console-consumer, topics, …")
    private String tool = "";

    @Unmatched private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        return new ProcessBuilder(KafkaTools.command(stack(), tool, arguments))
                .inheritIO()
                .start()
                .waitFor();
    }
}

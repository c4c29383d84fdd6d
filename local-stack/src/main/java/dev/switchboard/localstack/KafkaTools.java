package dev.switchboard.localstack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Kafka's own command-line tools, by the names that they have in its distribution. */
public final class KafkaTools {

    private static final String PACKAGE = "org.apache.kafka.tools.";
    private static final Map<String, String> MAIN_CLASSES =
            new TreeMap<>(
                    Map.of(
                            "console-consumer", PACKAGE + "consumer.ConsoleConsumer",
                            "console-producer", PACKAGE + "ConsoleProducer",
                            "topics", PACKAGE + "TopicCommand",
                            "consumer-groups", PACKAGE + "consumer.group.ConsumerGroupCommand",
                            "get-offsets", PACKAGE + "GetOffsetShell",
                            "configs", "kafka.admin.ConfigCommand",
                            "delete-records", PACKAGE + "DeleteRecordsCommand",
                            "log-dirs", PACKAGE + "LogDirsCommand"));

    private KafkaTools() {}

    /** The command line that runs a tool against a broker. */
    public static List<String> command(
            Checkout checkout, String bootstrapServers, String tool, List<String> arguments) {
        String mainClass = MAIN_CLASSES.get(tool);
        if (mainClass == null) {
            throw new StackException(
                    "There is no tool '%s'; there are %s.".formatted(tool, MAIN_CLASSES.keySet()));
        }
        List<String> command =
                new ArrayList<>(
                        KafkaBroker.java(
                                checkout, "-Xmx256m", "error", mainClass, "--bootstrap-server"));
        command.add(bootstrapServers);
        command.addAll(arguments);
        return command;
    }
}

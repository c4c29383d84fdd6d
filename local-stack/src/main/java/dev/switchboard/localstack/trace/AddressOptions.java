package dev.switchboard.localstack.trace;

import dev.switchboard.localstack.StackException;

import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Where the stack is: options and environment first, else the running local stack. */
final class AddressOptions {

    @Option(
            names = "--bootstrap-servers",
            defaultValue = "${env:KAFKA_BOOTSTRAP_SERVERS}",
            description = "The broker; default: KAFKA_BOOTSTRAP_SERVERS, else the running stack's.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            defaultValue = "${env:KAFKA_COMMAND_CONFIG}",
            description =
                    "Properties for the broker's clients (security.protocol, sasl.…, ssl.…), as Kafka's"
                            + " own tools take them; default: KAFKA_COMMAND_CONFIG.")
    private @Nullable String commandConfig;

    @Option(
            names = "--database-url",
            defaultValue = "${env:DATABASE_URL}",
            description =
                    "JDBC URL, with DATABASE_USERNAME and DATABASE_PASSWORD beside it; default:"
                            + " DATABASE_URL, else the running stack's.")
    private @Nullable String databaseUrl;

    @Option(names = "--database-username", defaultValue = "${env:DATABASE_USERNAME}", hidden = true)
    private @Nullable String databaseUsername;

    @Option(names = "--database-password", defaultValue = "${env:DATABASE_PASSWORD}", hidden = true)
    private @Nullable String databasePassword;

    Addresses orOf(Supplier<Optional<Addresses>> runningStack, CommandSpec command) {
        if (bootstrapServers != null
                && databaseUrl != null
                && databaseUsername != null
                && databasePassword != null) {
            return new Addresses(
                    bootstrapServers, databaseUrl, databaseUsername, databasePassword, kafka());
        }
        Addresses running =
                runningStack
                        .get()
                        .orElseThrow(
                                () ->
                                        new ParameterException(
                                                command.commandLine(),
                                                "No stack is running here. Start one with ./switchboard up, or set KAFKA_BOOTSTRAP_SERVERS, DATABASE_URL,"
                                                        + " DATABASE_USERNAME and DATABASE_PASSWORD"
                                                        + " (docs/docker-compose.md has them for containers)."));
        return new Addresses(
                or(bootstrapServers, running.bootstrapServers()),
                or(databaseUrl, running.databaseUrl()),
                or(databaseUsername, running.databaseUsername()),
                or(databasePassword, running.databasePassword()),
                kafka());
    }

    private Map<String, String> kafka() {
        if (commandConfig == null || commandConfig.isBlank()) {
            return Map.of();
        }
        try {
            return Utils.propsToStringMap(Utils.loadProps(commandConfig));
        } catch (IOException e) {
            throw new StackException(
                    "The properties for the broker cannot be read from '%s': %s"
                            .formatted(commandConfig, e.getMessage()),
                    e);
        }
    }

    private static String or(@Nullable String given, String other) {
        return given == null ? other : given;
    }
}

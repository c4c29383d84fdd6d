package dev.switchboard.localstack.trace;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

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
            return new Addresses(bootstrapServers, databaseUrl, databaseUsername, databasePassword);
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
                or(databasePassword, running.databasePassword()));
    }

    private static String or(@Nullable String given, String other) {
        return given == null ? other : given;
    }
}

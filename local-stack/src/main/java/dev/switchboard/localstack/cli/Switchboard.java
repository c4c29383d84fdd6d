package dev.switchboard.localstack.cli;

import dev.switchboard.localstack.Checkout;
import dev.switchboard.localstack.LocalStack;
import dev.switchboard.localstack.StackException;
import dev.switchboard.localstack.StackSettings;
import dev.switchboard.localstack.demo.DemoCommand;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import java.nio.file.Path;

/** {@code ./switchboard}: the whole system on this machine. */
@Command(
        name = "switchboard",
        mixinStandardHelpOptions = true,
        description = "Okta provisioning for business telephony: the whole system on this machine.",
        subcommands = {
            UpCommand.class,
            StatusCommand.class,
            EnvCommand.class,
            LogsCommand.class,
            KafkaCommand.class,
            DownCommand.class,
            ResetCommand.class
        })
public final class Switchboard {

    private static final int USAGE = 2;

    @Option(
            names = "--home",
            scope = ScopeType.INHERIT,
            paramLabel = "FOLDER",
            description = "Where data, logs and secrets are (SWITCHBOARD_HOME; .switchboard).")
    private @Nullable Path home;

    @Option(
            names = "--port-offset",
            scope = ScopeType.INHERIT,
            paramLabel = "N",
            description = "Adds N to every port (SWITCHBOARD_PORT_OFFSET; 0).")
    private @Nullable Integer portOffset;

    public static void main(String[] args) {
        Switchboard root = new Switchboard();
        CommandLine commandLine = new CommandLine(root);
        commandLine.addSubcommand(new DemoCommand(() -> EnvCommand.endpointOf(root.stack())));
        commandLine.setExecutionExceptionHandler(
                (failure, line, _) -> {
                    if (failure instanceof StackException) {
                        line.getErr().println("switchboard: " + failure.getMessage());
                        return 1;
                    }
                    throw failure;
                });
        if (args.length == 0) {
            commandLine.usage(System.err);
            System.exit(USAGE);
        }
        System.exit(commandLine.execute(args));
    }

    /** The stack that the options and the environment name. */
    LocalStack stack() {
        Checkout checkout = Checkout.find();
        return new LocalStack(StackSettings.standard(checkout, home(checkout), offset()));
    }

    private Path home(Checkout checkout) {
        String given = System.getenv("SWITCHBOARD_HOME");
        if (home != null) {
            return home.toAbsolutePath();
        }
        return given == null || given.isBlank()
                ? checkout.root().resolve(".switchboard")
                : Path.of(given).toAbsolutePath();
    }

    private int offset() {
        String given = System.getenv("SWITCHBOARD_PORT_OFFSET");
        if (portOffset != null) {
            return portOffset;
        }
        try {
            return given == null || given.isBlank() ? 0 : Integer.parseInt(given);
        } catch (NumberFormatException e) {
            throw new StackException(
                    "SWITCHBOARD_PORT_OFFSET is '" + given + "', which is not a number.", e);
        }
    }
}

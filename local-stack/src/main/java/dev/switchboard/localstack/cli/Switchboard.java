package dev.switchboard.localstack.cli;

import dev.switchboard.localstack.Checkout;
import dev.switchboard.localstack.LocalStack;
import dev.switchboard.localstack.PostgresServer;
import dev.switchboard.localstack.StackException;
import dev.switchboard.localstack.StackProcess;
import dev.switchboard.localstack.StackSettings;
import dev.switchboard.localstack.admin.AdminAddress;
import dev.switchboard.localstack.admin.CompaniesCommand;
import dev.switchboard.localstack.admin.GroupsCommand;
import dev.switchboard.localstack.admin.LicencesCommand;
import dev.switchboard.localstack.admin.NumbersCommand;
import dev.switchboard.localstack.admin.OfficesCommand;
import dev.switchboard.localstack.admin.RequestsCommand;
import dev.switchboard.localstack.admin.TokensCommand;
import dev.switchboard.localstack.deadletters.AdminApis;
import dev.switchboard.localstack.deadletters.DeadLettersCommand;
import dev.switchboard.localstack.demo.DemoCommand;
import dev.switchboard.localstack.trace.Addresses;
import dev.switchboard.localstack.trace.TraceCommand;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code ./switchboard}: the whole system on this machine. */
@Command(
        name = "switchboard",
        mixinStandardHelpOptions = true,
        description = "Okta provisioning for business telephony: the whole system on this machine.",
        footer = {
            "",
            "The script itself knows three more, for the checkout that it stands in:",
            "  bench   Measures the system on this machine (bench --help).",
            "  faults  Tries to break the promises of a stack of its own (faults --help).",
            "  format  Formats the sources."
        },
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
    private static final String OFFSET_FILE = "port-offset";

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
        // Its sentences are English, and so are their figures: 1.5 s, not 1,5 s.
        Locale.setDefault(Locale.ROOT);
        CommandLine commandLine = commandLine();
        if (args.length == 0) {
            commandLine.usage(System.err);
            System.exit(USAGE);
        }
        System.exit(commandLine.execute(args));
    }

    /** The command line, with one sentence on standard error for what we expect to go wrong. */
    static CommandLine commandLine() {
        Switchboard root = new Switchboard();
        CommandLine commandLine = new CommandLine(root);
        commandLine.addSubcommand(new DemoCommand(() -> EnvCommand.endpointOf(root.stack())));
        commandLine.addSubcommand(
                new TraceCommand(() -> addressesOf(root.stack()), Clock.systemUTC()));
        Supplier<Optional<AdminAddress>> admin =
                () -> adminApiOf(root.stack(), LocalStack::provisionerAdminUrls);
        commandLine.addSubcommand(
                new NumbersCommand(
                        () -> adminApiOf(root.stack(), LocalStack::numberServiceAdminUrls), admin));
        commandLine.addSubcommand(new DeadLettersCommand(() -> adminApisOf(root.stack())));
        commandLine.addSubcommand(new RequestsCommand(admin, Clock.systemUTC()));
        commandLine.addSubcommand(new CompaniesCommand(admin));
        commandLine.addSubcommand(new OfficesCommand(admin));
        commandLine.addSubcommand(new LicencesCommand(admin));
        commandLine.addSubcommand(new GroupsCommand(admin));
        commandLine.addSubcommand(new TokensCommand(admin, Clock.systemUTC()));
        commandLine.setExecutionExceptionHandler(
                (failure, line, _) -> {
                    if (failure instanceof StackException) {
                        line.getErr().println("switchboard: " + failure.getMessage());
                        return 1;
                    }
                    throw failure;
                });
        return commandLine;
    }

    private static Optional<AdminAddress> adminApiOf(
            LocalStack stack, Function<LocalStack, List<URI>> urls) {
        return running(stack)
                .map(
                        one ->
                                new AdminAddress(
                                        urls.apply(one).getFirst(),
                                        one.secrets().of("admin-token")));
    }

    private static Optional<AdminApis> adminApisOf(LocalStack stack) {
        return running(stack)
                .map(
                        one ->
                                new AdminApis(
                                        List.of(
                                                one.provisionerAdminUrls().getFirst(),
                                                one.numberServiceAdminUrls().getFirst()),
                                        one.secrets().of("admin-token")));
    }

    private static Optional<Addresses> addressesOf(LocalStack stack) {
        return running(stack)
                .map(
                        one ->
                                new Addresses(
                                        one.bootstrapServers(),
                                        one.postgres().jdbcUrl(PostgresServer.DATABASE),
                                        "postgres",
                                        one.secrets().of("postgres")));
    }

    /** The stack, also while some of its processes are down: those are what one looks for. */
    private static Optional<LocalStack> running(LocalStack stack) {
        return stack.processes().stream().anyMatch(StackProcess::isRunning)
                ? Optional.of(stack)
                : Optional.empty();
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

    /** What an option or the environment says, else what the stack was started with. */
    private int offset() {
        if (portOffset != null) {
            return portOffset;
        }
        String given = System.getenv("SWITCHBOARD_PORT_OFFSET");
        if (given != null && !given.isBlank()) {
            return number("SWITCHBOARD_PORT_OFFSET", given);
        }
        return keptOffset(home(Checkout.find())).orElse(0);
    }

    /** Lets later commands find the stack that is being started. */
    void keepPortOffset(LocalStack stack) {
        Path home = stack.settings().home();
        int offset = offset();
        int kept = keptOffset(home).orElse(0);
        if (kept != offset && stack.processes().stream().anyMatch(StackProcess::isRunning)) {
            throw new StackException(
                    "This stack runs with --port-offset %d: stop it with ./switchboard down before you move it to %d."
                            .formatted(kept, offset));
        }
        try {
            Files.writeString(home.resolve(OFFSET_FILE), Integer.toString(offset));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Integer> keptOffset(Path home) {
        Path file = home.resolve(OFFSET_FILE);
        try {
            return Files.exists(file)
                    ? Optional.of(number(file.toString(), Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new StackException(name + " is '" + value + "', which is not a number.", e);
        }
    }
}

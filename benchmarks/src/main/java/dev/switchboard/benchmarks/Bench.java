package dev.switchboard.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.util.Locale;

/** {@code ./switchboard bench}: what the system can do on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures the system on this machine: each command starts a clean stack on free"
                        + " ports, warms it up, measures, and removes it.",
        subcommands = {
            CreatesCommand.class,
            ReadsCommand.class,
            ImportCommand.class,
            NumbersCommand.class,
            GroupsCommand.class,
            CatchUpCommand.class,
            NeighboursCommand.class,
            AllCommand.class
        })
public final class Bench {

    private Bench() {}

    public static void main(String[] args) {
        // The tables go into documents and the figures into CSV.
        Locale.setDefault(Locale.ROOT);
        CommandLine commandLine = new CommandLine(new Bench());
        if (args.length == 0) {
            commandLine.usage(System.err);
            System.exit(CommandLine.ExitCode.USAGE);
        }
        System.exit(commandLine.execute(args));
    }
}

package dev.switchboard.faults;

import dev.switchboard.localstack.Checkout;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/** {@code ./switchboard faults}: tries to break the promises, and says whether it could. */
@Command(
        name = "switchboard faults",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a stack of its own (two instances of each service, a broker, a database), loads it, kills,",
            "freezes, restarts and disconnects its processes at random, and then holds every answer against",
            "topics and tables. Ends with 0 where every promise was kept, with 1 where one was broken."
        })
public final class FaultsCommand implements Callable<Integer> {

    @Option(
            names = "--minutes",
            defaultValue = "3",
            description = "How long there are faults (${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--seed",
            description = "Chooses faults and requests as another run did; a new one if not given.")
    private @Nullable Long seed;

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(new CommandLine(new FaultsCommand()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        long chosen = seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed;
        Path folder = Checkout.find().root().resolve("system-tests/target/faults");
        Files.createDirectories(folder);
        Path home = Files.createTempDirectory(folder, "seed-" + chosen + "-");
        System.out.printf("seed %d; data and logs are in %s%n", chosen, home);
        Duration length = Duration.ofSeconds(Math.round(minutes * 60));
        Verdict verdict = new FaultRun(chosen, length, home, FaultsCommand::tell).run();
        System.out.print(verdict.report());
        return verdict.kept() ? 0 : 1;
    }

    private static void tell(String what) {
        System.out.printf(
                "%s %s%n",
                LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS), what);
    }
}

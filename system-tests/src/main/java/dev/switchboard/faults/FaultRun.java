package dev.switchboard.faults;

import dev.switchboard.faults.history.Evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** One run: a stack, a load, faults, calm, and the verdict. */
public final class FaultRun {

    private final long seed;
    private final Duration length;
    private final Path home;
    private final Consumer<String> log;

    /**
     * @param seed chooses faults and requests
     * @param length of the time with faults
     * @param home a folder for the stack's data and logs
     * @param log is told what happens, from several threads
     */
    public FaultRun(long seed, Duration length, Path home, Consumer<String> log) {
        this.seed = seed;
        this.length = length;
        this.home = home;
        this.log = log;
    }

    /** Runs it, and takes the stack down. */
    public Verdict run() throws IOException, InterruptedException {
        try (FaultyStack faulty = new FaultyStack(home)) {
            faulty.stack().up(log);
            try (LoadedStack loaded = new LoadedStack(faulty.stack(), seed, log)) {
                Chaos chaos = new Chaos(faulty, seed, () -> loaded.history().writesDone(), log);
                loaded.load();
                Instant end = Instant.now().plus(length);
                chaos.run(() -> Instant.now().isBefore(end));
                loaded.awaitAllReady();
                log.accept("The faults are over, all processes are ready.");
                loaded.stopLoad();
                Evidence evidence = loaded.evidenceWhenCalm();
                return new Verdict(
                        seed,
                        length,
                        chaos.done(),
                        loaded.history(),
                        evidence,
                        loaded.violations(evidence));
            }
        }
    }
}

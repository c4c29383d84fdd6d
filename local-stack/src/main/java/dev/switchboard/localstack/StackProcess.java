package dev.switchboard.localstack;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One process of the stack: started detached, so that it outlives whoever started it, and found
 * again by a file with its pid and start time (a pid alone may have been given to somebody else).
 */
public final class StackProcess {

    // A session of its own: Ctrl-C at the launcher does not reach it. macOS has no setsid, but
    // perl.
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final List<String> SETSID_IN_PERL =
            List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or exit 127", "--");

    private static final int LOG_LINES_SHOWN = 12;
    // A log that is longer when its process starts is put aside.
    private static final long LONGEST_LOG = 20L << 20;
    private static final Duration ZOMBIE_PATIENCE = Duration.ofSeconds(2);
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(20);

    private final Spec spec;
    private final PidFile pidFile;
    private final Path log;
    private volatile boolean givenUp;

    /**
     * What to run.
     *
     * @param name unique in the stack, e.g. {@code scim-gateway-1}
     * @param port what it listens on first of all, for {@code status}
     * @param ports all that it listens on
     * @param command asked for at a start only: what it names may be missing until then
     * @param environment asked for at a start only
     * @param stopSignal what asks it to end cleanly
     * @param prepare makes, before a start, what it needs and has not got yet
     * @param ready whether it serves
     */
    record Spec(
            String name,
            int port,
            List<Integer> ports,
            Supplier<List<String>> command,
            Supplier<Map<String, String>> environment,
            Path directory,
            Signal stopSignal,
            Runnable prepare,
            BooleanSupplier ready) {}

    /** What can be sent to a process. */
    public enum Signal {
        TERM,
        INT,
        KILL,
        STOP,
        CONT
    }

    StackProcess(Spec spec, Path home) {
        this.spec = spec;
        this.pidFile = new PidFile(home.resolve("run").resolve(spec.name + ".pid"));
        this.log = home.resolve("logs").resolve(spec.name + ".log");
    }

    /** E.g. {@code scim-gateway-1}. */
    public String name() {
        return spec.name;
    }

    /** The port that it is known by. */
    public int port() {
        return spec.port;
    }

    /** Where its output goes. */
    public Path log() {
        return log;
    }

    /** Its process, if it runs. */
    public Optional<ProcessHandle> handle() {
        return pidFile.handle();
    }

    /** What still runs of a home that nobody owns any more. */
    public static List<ProcessHandle> abandonedIn(Path home) {
        Path run = home.resolve("run");
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        try (Stream<Path> pidFiles = Files.list(run)) {
            return pidFiles.map(PidFile::new)
                    .map(PidFile::handle)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isRunning() {
        return handle().isPresent();
    }

    /** Whether it runs and serves. */
    public boolean isReady() {
        return isRunning() && spec.ready.getAsBoolean();
    }

    /** Whether it runs since before that moment. */
    boolean isOlderThan(Instant moment) {
        return handle().flatMap(h -> h.info().startInstant())
                .filter(start -> start.isBefore(moment))
                .isPresent();
    }

    /**
     * Makes sure that it can listen, unless it runs and does.
     *
     * @throws StackException where another program has one of its ports
     */
    void checkPorts() {
        if (isRunning()) {
            return;
        }
        for (int port : spec.ports) {
            if (!FreePorts.isFree(port)) {
                throw new StackException(
                        ("Port %d, which %s needs, is taken by another process: stop that one, or"
                                        + " move the stack with --port-offset (e.g. --port-offset 1000).")
                                .formatted(port, spec.name));
            }
        }
    }

    /** It is started no more; a start that is being prepared comes to nothing. */
    void giveUp() {
        givenUp = true;
    }

    private void checkNotGivenUp() {
        if (givenUp) {
            throw new StackException("The start was given up.");
        }
    }

    /** Starts it, unless it runs. Does not wait until it serves. */
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        checkPorts();
        checkNotGivenUp();
        spec.prepare.run();
        checkNotGivenUp();
        List<String> command =
                new ArrayList<>(
                        Files.isExecutable(SETSID) ? List.of(SETSID.toString()) : SETSID_IN_PERL);
        command.addAll(spec.command.get());
        try {
            OwnerOnly.createDirectories(requireNonNull(pidFile.file().getParent()));
            OwnerOnly.createDirectories(requireNonNull(log.getParent()));
            putLongLogAside();
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(spec.directory.toFile())
                            .redirectErrorStream(true)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(spec.environment.get());
            pidFile.write(builder.start().toHandle());
        } catch (IOException e) {
            throw new StackException("Cannot start %s: %s".formatted(spec.name, e.getMessage()), e);
        }
    }

    private void putLongLogAside() throws IOException {
        if (Files.exists(log) && Files.size(log) > LONGEST_LOG) {
            Files.move(
                    log,
                    log.resolveSibling(spec.name + ".log.1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Waits until it serves.
     *
     * @throws StackException with the end of its log, where it dies or takes longer
     */
    public void awaitReady(Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        while (!spec.ready.getAsBoolean()) {
            if (!isRunning()) {
                throw new StackException(
                        "%s died while starting; the end of its log, %s:%n%s"
                                .formatted(spec.name, log, endOfLog()));
            }
            if (Instant.now().isAfter(deadline)) {
                throw new StackException(
                        "%s is not ready after %d s; the end of its log, %s:%n%s"
                                .formatted(spec.name, patience.toSeconds(), log, endOfLog()));
            }
            pause();
        }
    }

    /** Asks it to end and waits; kills it where it takes longer than {@code patience}. */
    public synchronized void stop(Duration patience) {
        Optional<ProcessHandle> running = handle();
        if (running.isPresent()) {
            signal(Signal.CONT); // a frozen one cannot hear
            signal(spec.stopSignal);
            if (!awaitEnd(running.get(), patience)) {
                kill();
            }
        }
        pidFile.delete();
    }

    /** Ends it at once with SIGKILL, as a crash would; returns when it is gone. */
    public void kill() {
        handle().ifPresent(
                        h -> {
                            // A supervisor like PostgreSQL's would leave its workers behind.
                            h.descendants().forEach(ProcessHandle::destroyForcibly);
                            h.destroyForcibly();
                            if (!awaitEnd(h, KILL_PATIENCE)) {
                                throw new StackException(
                                        "%s (process %d) is still there %d s after it was killed."
                                                .formatted(
                                                        spec.name,
                                                        h.pid(),
                                                        KILL_PATIENCE.toSeconds()));
                            }
                        });
        pidFile.delete();
    }

    /**
     * Sends it a signal, if it runs. Its workers are frozen and freed with it: PostgreSQL's would
     * answer on.
     */
    public void signal(Signal signal) {
        handle().ifPresent(
                        h -> {
                            List<Long> pids = new ArrayList<>(List.of(h.pid()));
                            if (signal == Signal.STOP || signal == Signal.CONT) {
                                h.descendants().forEach(d -> pids.add(d.pid()));
                            }
                            send(signal, pids);
                        });
    }

    /** By the shell, since the program {@code kill} is not everywhere. */
    private static void send(Signal signal, List<Long> pids) {
        List<String> command =
                new ArrayList<>(List.of("bash", "-c", "kill -\"$0\" \"$@\" 2>/dev/null"));
        command.add(signal.name());
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for its end and, for a moment, for its parent to notice. */
    private static boolean awaitEnd(ProcessHandle handle, Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        Instant zombieDeadline = Instant.MAX;
        while (handle.isAlive()) {
            Instant now = Instant.now();
            if (PidFile.isZombie(handle.pid()) && zombieDeadline.equals(Instant.MAX)) {
                zombieDeadline = now.plus(ZOMBIE_PATIENCE);
            }
            if (now.isAfter(zombieDeadline)) {
                return true;
            }
            if (now.isAfter(deadline)) {
                return false;
            }
            pause();
        }
        return true;
    }

    private String endOfLog() {
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "(unreadable: " + e.getMessage() + ")";
        }
    }

    private static void pause() {
        try {
            Thread.sleep(25);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package dev.switchboard.localstack;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * One process of the stack: started detached, so that it outlives whoever started it, and found
 * again by a file with its pid and start time (a pid alone may have been given to somebody else).
 */
public final class StackProcess {

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final int LOG_LINES_SHOWN = 12;

    private final Spec spec;
    private final Path pidFile;
    private final Path log;

    /**
     * What to run.
     *
     * @param name unique in the stack, e.g. {@code scim-gateway-1}
     * @param port what it listens on first of all, for {@code status}
     * @param ports all that it listens on
     * @param stopSignal what asks it to end cleanly
     * @param prepare makes, before a start, what it needs and has not got yet
     * @param ready whether it serves
     */
    record Spec(
            String name,
            int port,
            List<Integer> ports,
            List<String> command,
            Map<String, String> environment,
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
        this.pidFile = home.resolve("run").resolve(spec.name + ".pid");
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
        return handle(pidFile);
    }

    /** What still runs of a home that nobody owns any more. */
    public static List<ProcessHandle> abandonedIn(Path home) {
        Path run = home.resolve("run");
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        try (Stream<Path> pidFiles = Files.list(run)) {
            return pidFiles.map(StackProcess::handle).flatMap(Optional::stream).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ProcessHandle> handle(Path pidFile) {
        try {
            if (!Files.exists(pidFile)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(pidFile);
            if (lines.size() < 2) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(lines.get(0)))
                    .filter(ProcessHandle::isAlive)
                    .filter(h -> startOf(h).equals(lines.get(1)));
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

    /** Starts it, unless it runs. Does not wait until it serves. */
    public void start() {
        if (isRunning()) {
            return;
        }
        for (int port : spec.ports) {
            if (!Ports.isFree(port)) {
                throw new StackException(
                        ("Port %d, which %s needs, is taken by another process: stop that one, or move"
                                        + " the stack with --port-offset (e.g. --port-offset 1000).")
                                .formatted(port, spec.name));
            }
        }
        spec.prepare.run();
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString()); // a session of its own: Ctrl-C here does not reach it
        }
        command.addAll(spec.command);
        try {
            Files.createDirectories(requireNonNull(pidFile.getParent()));
            Files.createDirectories(requireNonNull(log.getParent()));
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(spec.directory.toFile())
                            .redirectErrorStream(true)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(spec.environment);
            Process process = builder.start();
            Files.writeString(pidFile, process.pid() + "\n" + startOf(process.toHandle()) + "\n");
        } catch (IOException e) {
            throw new StackException("Cannot start %s: %s".formatted(spec.name, e.getMessage()), e);
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
    public void stop(Duration patience) {
        Optional<ProcessHandle> running = handle();
        if (running.isPresent()) {
            signal(spec.stopSignal);
            if (!awaitEnd(running.get(), patience)) {
                kill();
            }
        }
        forget();
    }

    /** Ends it at once with SIGKILL, as a crash would; returns when it is gone. */
    public void kill() {
        handle().ifPresent(
                        h -> {
                            // A supervisor like PostgreSQL's would leave its workers behind.
                            h.descendants().forEach(ProcessHandle::destroyForcibly);
                            h.destroyForcibly();
                            awaitEnd(h, Duration.ofSeconds(20));
                        });
        forget();
    }

    /** Sends it a signal, if it runs. */
    public void signal(Signal signal) {
        handle().ifPresent(h -> run("kill", "-" + signal, Long.toString(h.pid())));
    }

    private static void run(String... command) {
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean awaitEnd(ProcessHandle handle, Duration patience) {
        try {
            handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void forget() {
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toString).orElse("unknown");
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
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

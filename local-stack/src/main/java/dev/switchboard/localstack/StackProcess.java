package dev.switchboard.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One process that lives on when its launcher ends: a process group of its own, deaf to the
 * terminal, known by a file that holds its id and when it started (an id alone may come to mean
 * another process).
 */
final class StackProcess {

    // Job control gives the command its own process group, so that Ctrl-C does not reach it.
    private static final String DETACH =
            """
            set -m
            trap '' HUP
            log=$1
            shift
            "$@" </dev/null >>"$log" 2>&1 &
            echo $!
            """;

    private static final Duration STEP = Duration.ofMillis(25);

    // Linux tells the start to a hundredth of a second, but its boot time may waver by a second.
    private static final Duration SAME_START = Duration.ofSeconds(3);

    private final Path pidFile;

    StackProcess(Path pidFile) {
        this.pidFile = pidFile;
    }

    /** Starts the command; says nothing about whether it lives. */
    void start(List<String> command, Map<String, String> environment, Path log) {
        List<String> detached = new ArrayList<>(List.of("bash", "-c", DETACH, "bash"));
        detached.add(log.toString());
        detached.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(detached);
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process bash = builder.start();
            bash.getOutputStream().close();
            String pid =
                    new String(bash.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                            .strip();
            long id = Long.parseLong(pid);
            Instant started =
                    ProcessHandle.of(id)
                            .flatMap(p -> p.info().startInstant())
                            .orElseGet(() -> Instant.EPOCH);
            Path next = pidFile.resolveSibling(pidFile.getFileName() + ".new");
            Files.writeString(next, id + " " + started.toEpochMilli() + "\n");
            Files.move(next, pidFile, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The living process; empty if it never started or has ended. */
    Optional<ProcessHandle> handle() {
        try {
            if (!Files.exists(pidFile)) {
                return Optional.empty();
            }
            String text = Files.readString(pidFile).strip();
            int space = text.indexOf(' ');
            long pid = Long.parseLong(text.substring(0, space));
            Instant started = Instant.ofEpochMilli(Long.parseLong(text.substring(space + 1)));
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(p -> startedAt(p, started))
                    .filter(p -> !isZombie(pid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean startedAt(ProcessHandle process, Instant expected) {
        return process.info()
                .startInstant()
                .map(s -> Duration.between(s, expected).abs().compareTo(SAME_START) < 0)
                .orElse(false);
    }

    /** Whether it has ended, and only its parent (in a container often nobody) has not noticed. */
    private static boolean isZombie(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            String line = Files.exists(stat) ? Files.readString(stat) : "";
            return line.startsWith(") Z", Math.max(0, line.lastIndexOf(')')));
        } catch (IOException e) {
            return true; // it went while we looked
        }
    }

    /** Sends a signal, e.g. {@code STOP}, to the process and all that it has started. */
    void signalAll(String signal) {
        handle().ifPresent(
                        p -> {
                            List<String> pids = new ArrayList<>();
                            pids.add(Long.toString(p.pid()));
                            p.descendants().forEach(d -> pids.add(Long.toString(d.pid())));
                            send(signal, pids);
                        });
    }

    /** Sends a signal to the process alone. */
    void signal(String signal) {
        handle().ifPresent(p -> send(signal, List.of(Long.toString(p.pid()))));
    }

    private static void send(String signal, List<String> pids) {
        List<String> command =
                new ArrayList<>(
                        List.of("bash", "-c", "kill -s \"$0\" -- \"$@\" 2>/dev/null", signal));
        command.addAll(pids);
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits for its end.
     *
     * @return whether it has ended within that time
     */
    boolean awaitEnd(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (handle().isPresent()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause();
        }
        forget();
        return true;
    }

    private void forget() {
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void pause() {
        try {
            Thread.sleep(STEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for a process.", e);
        }
    }
}

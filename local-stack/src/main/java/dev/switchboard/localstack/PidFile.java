package dev.switchboard.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** A process on file: its id and when it started, since its id may come to mean another one. */
record PidFile(Path file) {

    // The system tells it as seconds since the boot, whose own time wavers when the clock is set.
    private static final Duration SAME_START = Duration.ofSeconds(3);

    /** The process, if it lives. */
    Optional<ProcessHandle> handle() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file);
            if (lines.size() < 2) {
                return Optional.empty();
            }
            long pid = Long.parseLong(lines.get(0));
            Instant start = Instant.parse(lines.get(1));
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(h -> startedAt(h, start))
                    .filter(h -> !isZombie(pid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new StackException(
                    "%s holds no process id and start time: find out what runs, end it, and delete the file."
                            .formatted(file),
                    e);
        }
    }

    void write(ProcessHandle process) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(
                fresh,
                process.pid() + "\n" + process.info().startInstant().orElse(Instant.EPOCH) + "\n");
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean startedAt(ProcessHandle process, Instant expected) {
        return process.info()
                .startInstant()
                .filter(s -> Duration.between(s, expected).abs().compareTo(SAME_START) < 0)
                .isPresent();
    }

    /** Whether it has ended, and its parent has not noticed (in a container often nobody does). */
    static boolean isZombie(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            String line = Files.exists(stat) ? Files.readString(stat) : "";
            return line.startsWith(") Z", Math.max(0, line.lastIndexOf(')')));
        } catch (IOException e) {
            return true; // it went while we looked
        }
    }
}

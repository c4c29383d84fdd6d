package dev.switchboard.benchmarks.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads from {@code /proc} what processes have used since it was made. Linux only. */
public final class ProcessMeter {

    private static final Path PROC = Path.of("/proc");
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux
    private static final double KIB_PER_MIB = 1024;
    // Fields of /proc/PID/stat behind the command, which may hold blanks: the state is 0.
    private static final int PARENT = 1;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final int DEAD_CHILDREN_SYSTEM_TICKS = 14;

    private final Map<String, Long> pids;
    private final Map<String, Double> before = new LinkedHashMap<>();

    /**
     * Starts to measure.
     *
     * @param pids the processes by name; the children of each but the caller count as part of it
     */
    public ProcessMeter(Map<String, Long> pids) {
        this.pids = new LinkedHashMap<>(pids);
        pids.forEach((name, pid) -> before.put(name, cpuSeconds(pid)));
    }

    /** What each has used so far. */
    public List<ProcessUse> read() {
        List<ProcessUse> uses = new ArrayList<>();
        pids.forEach(
                (name, pid) ->
                        uses.add(
                                new ProcessUse(
                                        name,
                                        cpuSeconds(pid) - before.getOrDefault(name, 0.0),
                                        residentMib(pid))));
        return uses;
    }

    private static double cpuSeconds(long pid) {
        // Of children that have ended, the parent keeps the sum; the caller's are not its own work.
        boolean own = pid == ProcessHandle.current().pid();
        double seconds =
                ticks(pid, own ? SYSTEM_TICKS : DEAD_CHILDREN_SYSTEM_TICKS) / TICKS_PER_SECOND;
        for (long child : children(pid)) {
            seconds += ticks(child, DEAD_CHILDREN_SYSTEM_TICKS) / TICKS_PER_SECOND;
        }
        return seconds;
    }

    private static long ticks(long pid, int last) {
        String[] fields = stat(pid);
        long sum = 0;
        for (int i = USER_TICKS; fields.length > last && i <= last; i++) {
            sum += Long.parseLong(fields[i]);
        }
        return sum;
    }

    /**
     * Resident memory in MiB; of a process with children the private part of each, and what they
     * share once.
     */
    private static double residentMib(long pid) {
        double own = status(pid, "VmRSS:");
        for (long child : children(pid)) {
            own += status(child, "RssAnon:");
        }
        return own / KIB_PER_MIB;
    }

    private static long status(long pid, String field) {
        return read(pid, "status")
                .lines()
                .filter(line -> line.startsWith(field))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    private static List<Long> children(long pid) {
        if (pid == ProcessHandle.current().pid()) {
            return List.of(); // it has started the others
        }
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes
                    .map(p -> String.valueOf(p.getFileName()))
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(Long::parseLong)
                    .filter(
                            candidate -> {
                                String[] fields = stat(candidate);
                                return fields.length > PARENT
                                        && fields[PARENT].equals(Long.toString(pid));
                            })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fields behind the command's closing bracket; none where the process is gone. */
    private static String[] stat(long pid) {
        String stat = read(pid, "stat");
        int command = stat.lastIndexOf(')');
        return command < 0 ? new String[0] : stat.substring(command + 2).split(" ", -1);
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(PROC.resolve(Long.toString(pid)).resolve(file));
        } catch (NoSuchFileException _) {
            return "";
        } catch (IOException e) {
            // It ended while it was read.
            return "";
        }
    }
}

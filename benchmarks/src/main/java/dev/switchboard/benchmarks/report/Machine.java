package dev.switchboard.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** What it was measured on. */
final class Machine {

    private Machine() {}

    /** One line: processors, memory, Java, date, and how busy the machine is with other things. */
    static String describe() {
        return "%s × %d, %s memory, Linux %s, Java %s, %s, load average %s"
                .formatted(
                        field("/proc/cpuinfo", "model name"),
                        Runtime.getRuntime().availableProcessors(),
                        field("/proc/meminfo", "MemTotal"),
                        System.getProperty("os.version"),
                        Runtime.version(),
                        LocalDate.now(java.time.ZoneOffset.UTC),
                        first("/proc/loadavg"));
    }

    private static String field(String file, String name) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("?");
    }

    private static String first(String file) {
        String text = read(file);
        int blank = text.indexOf(' ');
        return blank < 0 ? "?" : text.substring(0, blank);
    }

    private static String read(String file) {
        try {
            Path path = Path.of(file);
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

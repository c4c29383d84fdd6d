package dev.switchboard.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the tests of each class and, when the last one has ended, prints and writes the table. */
final class Summary implements AutoCloseable {

    private static final Path FILE = Path.of("target", "conformance-summary.md");

    private final SortedMap<String, Counts> classes = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();

    synchronized void passed(Class<?> testClass) {
        counts(testClass).passed++;
    }

    synchronized void failed(Class<?> testClass, String test) {
        counts(testClass).failed++;
        failures.add("- " + testClass.getSimpleName() + ": " + test);
    }

    synchronized void skipped(Class<?> testClass) {
        counts(testClass).skipped++;
    }

    @Override
    public synchronized void close() {
        if (classes.isEmpty()) {
            return;
        }
        String table = table();
        System.out.println("\nSCIM conformance\n\n" + table);
        try {
            Files.createDirectories(FILE.toAbsolutePath().getParent());
            Files.writeString(FILE, table);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the summary to '" + FILE + "'", e);
        }
    }

    private String table() {
        int width =
                Math.max(
                        5, Collections.max(classes.keySet().stream().map(String::length).toList()));
        StringBuilder table = new StringBuilder();
        row(table, width, "class", "passed", "failed", "skipped");
        table.append("|").append("-".repeat(width + 2)).append("|-------:|-------:|--------:|\n");
        Counts total = new Counts();
        classes.forEach(
                (name, counts) -> {
                    row(table, width, name, counts);
                    total.passed += counts.passed;
                    total.failed += counts.failed;
                    total.skipped += counts.skipped;
                });
        row(table, width, "total", total);
        if (!failures.isEmpty()) {
            table.append("\nFailed:\n\n").append(String.join("\n", failures)).append("\n");
        }
        return table.toString();
    }

    private static void row(StringBuilder table, int width, String name, Counts counts) {
        row(table, width, name, "" + counts.passed, "" + counts.failed, "" + counts.skipped);
    }

    private static void row(
            StringBuilder table,
            int width,
            String name,
            String passed,
            String failed,
            String skipped) {
        table.append(
                String.format(
                        Locale.ROOT,
                        "| %-" + width + "s | %6s | %6s | %7s |%n",
                        name,
                        passed,
                        failed,
                        skipped));
    }

    private Counts counts(Class<?> testClass) {
        return classes.computeIfAbsent(testClass.getSimpleName(), name -> new Counts());
    }

    private static final class Counts {
        private int passed;
        private int failed;
        private int skipped;
    }
}

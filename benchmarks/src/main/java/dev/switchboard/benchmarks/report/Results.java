package dev.switchboard.benchmarks.report;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes a report to files. */
public final class Results {

    private final Report report;

    /**
     * @param report complete
     */
    public Results(Report report) {
        this.report = report;
    }

    /** Everything, for programs. */
    public void writeJson(Path file) {
        JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        write(
                file,
                json.writeValueAsString(
                        Map.of(
                                "machine",
                                Machine.describe(),
                                "measurements",
                                report.measurements(),
                                "targets",
                                report.findings())));
    }

    /** The measurements, for spreadsheets. */
    public void writeCsv(Path file) {
        write(file, Tables.csv(report.measurements()));
    }

    /** Plots as files, and the part of {@code performance.md} between its two markers. */
    public void writeDocs(Path folder) {
        List<Plot> plots = report.plots();
        for (Plot plot : plots) {
            write(folder.resolve("performance").resolve(plot.file() + ".svg"), plot.svg());
        }
        Path page = folder.resolve("performance.md");
        try {
            String text = Files.exists(page) ? Files.readString(page) : "";
            write(page, DocsPage.withResults(text, report));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

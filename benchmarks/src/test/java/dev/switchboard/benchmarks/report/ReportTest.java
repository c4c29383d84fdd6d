package dev.switchboard.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.benchmarks.stack.ProcessUse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

final class ReportTest {

    private final List<String> told = new ArrayList<>();
    private final Report report = new Report(told::add);

    @TempDir private Path folder;

    @BeforeEach
    void measure() {
        report.add(
                new Measurement(
                        "creates",
                        "switchboard",
                        64,
                        0,
                        1000,
                        2000,
                        1.5,
                        2,
                        3,
                        9,
                        0,
                        List.of(new ProcessUse("kafka", 0.25, 300))));
        report.add(Finding.atLeast("creates", 1900, 2000, "/s"));
        report.add(Finding.atMost("p99 over p50", 5, 7, " ×"));
        report.add(
                new Plot(
                        "creates",
                        "rate",
                        "Rate & <more>",
                        "connections",
                        "creates/s",
                        true,
                        List.of(
                                new Plot.Series(
                                        "a",
                                        List.of(new Plot.Point(1, 2), new Plot.Point(64, 5))))));
    }

    @Test
    void tellsEachLineAtOnce() {
        assertThat(told).hasSize(3);
        assertThat(told.get(0)).contains("2000.0/s", "CPU 250 µs", "kafka 0.3 s (250 µs) 300 MiB");
        assertThat(told.get(1)).startsWith("MET").contains("at least 1,900/s, measured 2,000/s");
        assertThat(told.get(2)).startsWith("NOT MET");
    }

    @Test
    void drawsWellFormedPlots() throws Exception {
        String svg = report.plots().getFirst().svg();

        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)));

        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(2);
        assertThat(svg).contains("Rate &amp; &lt;more&gt;");
    }

    @Test
    void writesResultsBetweenTheMarkersOnly() throws IOException {
        Path page = folder.resolve("performance.md");
        Files.writeString(
                page, "before\n" + DocsPage.BEGIN + "\nold\n" + DocsPage.END + "\nafter\n");

        new Results(report).writeDocs(folder);

        assertThat(page)
                .content()
                .startsWith("before\n")
                .endsWith("after\n")
                .doesNotContain("old")
                .contains("| switchboard | 64 | 2,000 | 1.50 | 2.00 | 3.00 | 9.0 | 0 | 250 |")
                .contains("| p99 over p50 | at most 5.00 × | 7.00 × | **not met** |")
                .contains("![Rate & <more>](performance/rate.svg)")
                .contains("`./switchboard bench creates --docs FOLDER`");
        assertThat(folder.resolve("performance/rate.svg")).exists();
    }

    @Test
    void writesJsonAndCsv() throws IOException {
        new Results(report).writeJson(folder.resolve("r.json"));
        new Results(report).writeCsv(folder.resolve("r.csv"));

        JsonNode json = JsonMapper.shared().readTree(Files.readString(folder.resolve("r.json")));
        assertThat(json.path("measurements").path(0).path("p99").asDouble()).isEqualTo(3);
        assertThat(Files.readAllLines(folder.resolve("r.csv")))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("creates,switchboard,64,0.0,1000,2000.00,1.500,");
    }
}

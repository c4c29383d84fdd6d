package dev.switchboard.numbers.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.numbers.inventory.CsvLines.Line;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.StringReader;

final class CsvLinesTest {

    @Test
    void countsLinesOfAnyKind() throws IOException {
        var lines = new CsvLines(new StringReader("\uFEFFnumber\r\n\n +1 \nlast"));

        assertThat(lines.next()).isEqualTo(new Line(1, "number", false));
        assertThat(lines.next()).isEqualTo(new Line(2, "", false));
        assertThat(lines.next()).isEqualTo(new Line(3, "+1", false));
        assertThat(lines.next()).isEqualTo(new Line(4, "last", false));
        assertThat(lines.next()).isNull();
    }

    @Test
    void cutsALineWithoutEnd() throws IOException {
        var lines = new CsvLines(new StringReader("x".repeat(100_000) + "\nnext"));

        assertThat(lines.next())
                .satisfies(
                        line -> {
                            assertThat(line).isNotNull();
                            assertThat(line.tooLong()).isTrue();
                            assertThat(line.text()).hasSize(256);
                        });
        assertThat(lines.next()).isEqualTo(new Line(2, "next", false));
    }
}

package dev.switchboard.numbers.inventory;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Reader;

/** Reads lines of bounded length, so that a body without line ends cannot fill the memory. */
final class CsvLines {

    private static final int LONGEST = 256;

    /**
     * A line.
     *
     * @param number counted from 1
     * @param text without the line end, cut where it was too long
     */
    record Line(int number, String text, boolean tooLong) {}

    private final Reader reader;
    private int number;

    /**
     * @param reader should be buffered
     */
    CsvLines(Reader reader) {
        this.reader = reader;
    }

    /** The next line, or null at the end. */
    @Nullable Line next() throws IOException {
        var text = new StringBuilder();
        boolean tooLong = false;
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (text.length() < LONGEST) {
                text.append((char) c);
            } else {
                tooLong = true;
            }
        }
        number++;
        // The first character of a file from a spreadsheet may be a byte order mark.
        String line = text.toString().strip().replace("\uFEFF", "");
        return new Line(number, line, tooLong);
    }
}

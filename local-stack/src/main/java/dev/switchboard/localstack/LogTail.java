package dev.switchboard.localstack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, for the person who asks why. */
final class LogTail {

    private static final int LINES = 12;
    private static final int BYTES = 16_384;

    private LogTail() {}

    /** The sentence, where the log is, and its last lines. */
    static String explain(String sentence, Path log) {
        List<String> lines = last(log, LINES);
        return lines.isEmpty()
                ? sentence + "; its log, " + log + ", is empty."
                : sentence
                        + "; its log is "
                        + log
                        + " and ends with:\n    "
                        + String.join("\n    ", lines);
    }

    /** The last lines of a file; none if there is no file. */
    static List<String> last(Path log, int count) {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - BYTES));
            byte[] end = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of("(the log cannot be read: " + e + ")");
        }
    }
}

package dev.switchboard.numbers.inventory;

import dev.switchboard.numbers.inventory.CsvLines.Line;
import dev.switchboard.numbers.inventory.ImportReport.LineError;
import dev.switchboard.numbers.inventory.JdbcStock.NewNumber;
import dev.switchboard.numbers.inventory.JdbcStock.Stored;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.Reader;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Takes numbers in from CSV: {@code number[,companyId]}, with or without a header line. The file is
 * read as it comes and committed in parts, each of which serves waiting users at once; since a
 * number that is there already is counted and left alone, a file can be sent again after a failure.
 * Where the file says another owner than the database, the file is right, as long as nobody has the
 * number.
 */
@Component
public final class NumberImport {

    /** Errors beyond these are counted only. */
    public static final int REPORTED_ERRORS = 1000;

    private static final int PART = 5000;
    private static final Pattern COMMA = Pattern.compile(",");

    private final NumberRules rules;
    private final JdbcStock stock;
    private final Clock clock;

    NumberImport(NumberRules rules, JdbcStock stock, Clock clock) {
        this.rules = rules;
        this.stock = stock;
        this.clock = clock;
    }

    /**
     * Imports, or says what an import would do.
     *
     * @param dryRun changes nothing; a number that stands twice in the file may then be counted as
     *     imported twice
     * @throws IOException where the body breaks off; the parts before it are imported
     */
    public ImportReport run(Reader csv, boolean dryRun) throws IOException {
        var run = new Run(dryRun, clock.instant());
        var lines = new CsvLines(csv);
        for (Line line = lines.next(); line != null; line = lines.next()) {
            run.take(line);
        }
        run.flush();
        // Those that the database refuses are known only when their part is stored.
        run.errors.sort(Comparator.comparingInt(LineError::line));
        return new ImportReport(
                dryRun,
                run.imported,
                run.present,
                run.ownerChanged,
                List.copyOf(run.errors),
                run.errorCount);
    }

    private final class Run {

        private final boolean dryRun;
        private final Instant begin;
        private final Map<String, Line> lines = new HashMap<>();
        private final Map<String, NewNumber> part = new LinkedHashMap<>();
        private final List<LineError> errors = new ArrayList<>();
        private int imported;
        private int present;
        private int ownerChanged;
        private int errorCount;

        Run(boolean dryRun, Instant begin) {
            this.dryRun = dryRun;
            this.begin = begin;
        }

        void take(Line line) {
            if (line.text().isEmpty() || isHeader(line)) {
                return;
            }
            String[] fields = COMMA.split(line.text(), -1);
            String number = unquoted(fields[0]);
            if (line.tooLong() || fields.length > 2) {
                refuse(line, number, "the line must be number[,companyId]");
                return;
            }
            UUID owner = null;
            String companyId = fields.length == 2 ? unquoted(fields[1]) : "";
            if (!companyId.isEmpty()) {
                owner = uuid(companyId);
                if (owner == null) {
                    refuse(line, number, "companyId '" + companyId + "' is not a UUID");
                    return;
                }
            }
            switch (rules.judge(number)) {
                case NumberRules.Verdict.Refused refused -> refuse(line, number, refused.reason());
                case NumberRules.Verdict.Assignable(String e164) -> add(line, e164, owner);
            }
        }

        private void add(Line line, String e164, @Nullable UUID owner) {
            var number = new NewNumber(e164, owner);
            NewNumber before = part.putIfAbsent(e164, number);
            if (before != null) {
                // Twice within one part; twice across parts is seen by the database.
                if (before.equals(number)) {
                    present++;
                } else {
                    refuse(line, e164, JdbcStock.OTHER_OWNER);
                }
                return;
            }
            lines.put(e164, line);
            if (part.size() == PART) {
                flush();
            }
        }

        void flush() {
            if (!part.isEmpty()) {
                List<NewNumber> numbers = List.copyOf(part.values());
                Stored stored = dryRun ? stock.compare(numbers, begin) : stock.take(numbers, begin);
                imported += stored.added();
                ownerChanged += stored.changed();
                present += part.size() - stored.added() - stored.changed() - stored.left().size();
                stored.left()
                        .forEach(
                                (e164, reason) -> {
                                    Line line = lines.get(e164);
                                    if (line != null) {
                                        refuse(line, e164, reason);
                                    }
                                });
            }
            part.clear();
            lines.clear();
        }

        private void refuse(Line line, String number, String reason) {
            errorCount++;
            if (errors.size() < REPORTED_ERRORS) {
                errors.add(new LineError(line.number(), number, reason));
            }
        }
    }

    private static boolean isHeader(Line line) {
        return line.number() == 1 && unquoted(COMMA.split(line.text(), -1)[0]).equals("number");
    }

    private static String unquoted(String field) {
        String text = field.strip();
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1).strip()
                : text;
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return text.length() == 36 ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}

package dev.switchboard.numbers.inventory;

import java.util.List;

/**
 * What an import did, or would do.
 *
 * @param imported numbers that are new
 * @param present numbers that were there before, with the same owner
 * @param ownerChanged numbers that were there before, with another owner
 * @param errors lines that were left out, at most {@link NumberImport#REPORTED_ERRORS}
 * @param errorCount all lines that were left out
 */
public record ImportReport(
        boolean dryRun,
        int imported,
        int present,
        int ownerChanged,
        List<LineError> errors,
        int errorCount) {

    /**
     * A line that was left out; all others are taken.
     *
     * @param line counted from 1, a header included
     * @param number as it stands in the file
     */
    public record LineError(int line, String number, String reason) {}
}

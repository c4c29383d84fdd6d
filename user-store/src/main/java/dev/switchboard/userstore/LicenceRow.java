package dev.switchboard.userstore;

import dev.switchboard.scim.LetterCase;

import java.util.UUID;

/**
 * A company's stock of one kind of licence.
 *
 * @param type its name, as {@code licenseType} gives it
 * @param numberIncluded whether it comes with a number
 * @param isDefault whether users without another choice take it; exactly one of a company's
 * @param total how many the company has
 * @param used how many of them users hold
 */
public record LicenceRow(
        UUID companyId,
        String type,
        boolean numberIncluded,
        boolean isDefault,
        int total,
        int used) {

    /** Whether that is this kind's name; letter case, spaces, {@code -} and {@code _} are alike. */
    public boolean isNamed(String text) {
        return key(type).equals(key(text));
    }

    private static String key(String text) {
        return LetterCase.folded(text.strip()).replaceAll("[\\s_-]+", "_");
    }
}

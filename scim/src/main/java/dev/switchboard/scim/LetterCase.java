package dev.switchboard.scim;

import java.util.Locale;

/** Texts as they are compared where letter case does not count. */
public final class LetterCase {

    private static final char SIGMA = 'Σ';

    /** What Unicode's word boundaries have inside words (Word_Break), beside marks and the like. */
    private static final String WITHIN_WORDS =
            "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A";

    private LetterCase() {}

    /**
     * The text in lower case, as the database has it: with a final sigma where Unicode has one
     * (section 3.13). {@link String#toLowerCase(Locale)} looks through the whole text for each
     * sigma, which takes minutes for what fits into a request.
     */
    public static String folded(String text) {
        int sigma = text.indexOf(SIGMA);
        if (sigma < 0) {
            return text.toLowerCase(Locale.ROOT);
        }
        StringBuilder small = new StringBuilder(text);
        for (; sigma >= 0; sigma = text.indexOf(SIGMA, sigma + 1)) {
            small.setCharAt(sigma, isFinal(text, sigma) ? 'ς' : 'σ');
        }
        return small.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean isFinal(String text, int sigma) {
        int before = sigma;
        while (before > 0 && isCaseIgnorable(text.codePointBefore(before))) {
            before = text.offsetByCodePoints(before, -1);
        }
        if (before == 0 || !isCased(text.codePointBefore(before))) {
            return false;
        }
        int after = sigma + 1;
        while (after < text.length() && isCaseIgnorable(text.codePointAt(after))) {
            after = text.offsetByCodePoints(after, 1);
        }
        return after == text.length() || !isCased(text.codePointAt(after));
    }

    private static boolean isCased(int c) {
        return Character.isLowerCase(c) || Character.isUpperCase(c) || Character.isTitleCase(c);
    }

    private static boolean isCaseIgnorable(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT,
                    Character.MODIFIER_LETTER,
                    Character.MODIFIER_SYMBOL ->
                    true;
            default -> WITHIN_WORDS.indexOf(c) >= 0;
        };
    }
}

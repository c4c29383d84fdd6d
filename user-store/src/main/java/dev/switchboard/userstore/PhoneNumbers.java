package dev.switchboard.userstore;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Telephone numbers as SCIM writes them (RFC 7643, section 4.1.2; RFC 3966). */
public final class PhoneNumbers {

    private static final Pattern NANP =
            Pattern.compile("\\+1([2-9][0-9]{2})([2-9][0-9]{2})([0-9]{4})");
    private static final Pattern INTERNATIONAL = Pattern.compile("\\+[2-9][0-9]{6,14}");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s().\\-\\u2010-\\u2015/]");

    private PhoneNumbers() {}

    /** {@code tel:+1-212-555-0123} */
    static String uri(String e164) {
        Matcher parts = NANP.matcher(e164);
        return parts.matches()
                ? "tel:+1-%s-%s-%s".formatted(parts.group(1), parts.group(2), parts.group(3))
                : "tel:" + e164;
    }

    /** {@code +1 212-555-0123} */
    static String display(String e164) {
        Matcher parts = NANP.matcher(e164);
        return parts.matches()
                ? "+1 %s-%s-%s".formatted(parts.group(1), parts.group(2), parts.group(3))
                : e164;
    }

    /**
     * The number that the text writes, however it does: as a URI, with separators, or, for a NANP
     * number, without its country code. Nothing where it is no number.
     */
    public static Optional<String> e164(String text) {
        String digits = SEPARATORS.matcher(withoutScheme(text.strip())).replaceAll("");
        if (NANP.matcher("+" + digits).matches()) {
            return Optional.of("+" + digits);
        }
        if (NANP.matcher("+1" + digits).matches()) {
            return Optional.of("+1" + digits);
        }
        boolean nanp = digits.startsWith("+1");
        return (nanp ? NANP : INTERNATIONAL).matcher(digits).matches()
                ? Optional.of(digits)
                : Optional.empty();
    }

    /**
     * Whether the text writes that number in some way: as a URI, with separators, or, for a NANP
     * number, without its country code.
     */
    static boolean isSame(String text, String e164) {
        String digits = SEPARATORS.matcher(withoutScheme(text.strip())).replaceAll("");
        if (digits.startsWith("+")) {
            return digits.equals(e164);
        }
        String plain = e164.substring(1);
        return digits.equals(plain)
                || (NANP.matcher(e164).matches() && digits.equals(plain.substring(1)));
    }

    private static String withoutScheme(String text) {
        String number = text.regionMatches(true, 0, "tel:", 0, 4) ? text.substring(4) : text;
        int parameters = number.indexOf(';');
        // A number with an extension is another number.
        return parameters < 0 || number.contains(";ext=")
                ? number
                : number.substring(0, parameters);
    }
}

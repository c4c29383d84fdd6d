package dev.switchboard.messages;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What a user may have of the number service, beyond the office that says where.
 *
 * @param numberIncluded whether the user gets a number at all; false for a licence kind that comes
 *     without one, and for a user for whom no licence was left (yet)
 * @param requestedNumber the number that the company asks for, E.164, or null for any
 * @param onOfficeChange what becomes of the number when the user's office changes
 */
public record Entitlement(
        boolean numberIncluded,
        @Nullable String requestedNumber,
        OfficeChangePolicy onOfficeChange) {

    /** What a user has of whom nothing is said: any number, and it stays theirs. */
    public static final Entitlement DEFAULT = new Entitlement(true, null, OfficeChangePolicy.KEEP);

    public Entitlement {
        requireNonNull(onOfficeChange, "onOfficeChange");
        if (requestedNumber != null && !requestedNumber.matches("\\+[1-9][0-9]{1,14}")) {
            throw new IllegalArgumentException("The requested number is not in E.164 form");
        }
    }
}

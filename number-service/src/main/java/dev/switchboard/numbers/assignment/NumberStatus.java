package dev.switchboard.numbers.assignment;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a number is in its life (docs/numbers.md). */
public enum NumberStatus {
    /** Free to be given. */
    AVAILABLE,
    /** An active user's. */
    ASSIGNED,
    /** A suspended user's, kept for them. */
    RESERVED,
    /** A deleted user's, kept for the case that they are created again. */
    ON_HOLD,
    /** At rest after its last holder, so that callers of the old one do not reach a new one. */
    AGING,
    /** With another carrier. */
    PORTED_OUT,
    /** Out of use. */
    RETIRED;

    /** The name in the database and in the admin API. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status with this {@link #text}, or empty. */
    public static Optional<NumberStatus> ofText(String text) {
        return Arrays.stream(values()).filter(s -> s.text().equals(text)).findFirst();
    }

    static NumberStatus ofColumn(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}

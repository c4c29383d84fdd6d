package dev.switchboard.numbers.assignment;

import java.util.Locale;

/** Whether a user may use the service. */
public enum UserState {
    /** Has a number, or waits for one. */
    ACTIVE,
    /** Keeps the number that they have, gets none. */
    SUSPENDED,
    /** Is gone for good; ids are never used again. */
    DELETED;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static UserState ofColumn(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}

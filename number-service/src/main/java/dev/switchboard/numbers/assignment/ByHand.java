package dev.switchboard.numbers.assignment;

import java.util.Locale;

/** What an admin has decided for a user against the rule. */
enum ByHand {
    /** Nothing; the rule holds. */
    NONE,
    /** The user has a number although their licence comes without one. */
    GIVEN,
    /** The user gets none until an admin or Okta asks for one again. */
    WITHHELD;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ByHand ofColumn(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}

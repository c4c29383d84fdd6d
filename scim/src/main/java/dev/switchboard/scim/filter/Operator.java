package dev.switchboard.scim.filter;

import org.jspecify.annotations.Nullable;

/** The comparison operators (RFC 7644, Table 3) except {@code pr}. */
public enum Operator {
    EQ,
    NE,
    CO,
    SW,
    EW,
    GT,
    GE,
    LT,
    LE;

    /** Whether it compares parts of text: {@code co}, {@code sw}, {@code ew}. */
    public boolean isSubstring() {
        return this == CO || this == SW || this == EW;
    }

    /** Whether it asks for order: {@code gt}, {@code ge}, {@code lt}, {@code le}. */
    public boolean isOrdering() {
        return this == GT || this == GE || this == LT || this == LE;
    }

    static @Nullable Operator find(String word) {
        for (Operator operator : values()) {
            if (operator.name().equalsIgnoreCase(word)) {
                return operator;
            }
        }
        return null;
    }
}

package dev.switchboard.numbers.supplier;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is known of an order, and of the number that came by it. */
public enum OrderState {
    /** It was sent, or is about to be; nothing else is ordered in the area code meanwhile. */
    INTENDED,
    /** The supplier did not answer and does not show the number, and should by now. */
    UNCLEAR,
    /** The number is ours. */
    ARRIVED,
    /** It was surely not carried out. */
    REFUSED,
    /** The number came and is retired; it is still paid for, and to be given back. */
    RELEASING,
    /** The number came and was given back. */
    RELEASED;

    /** As it is written in the API and the database. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state that is written so, or empty. */
    public static Optional<OrderState> ofText(String text) {
        return Arrays.stream(values()).filter(s -> s.text().equals(text)).findFirst();
    }
}

package dev.switchboard.numbers.inventory;

import dev.switchboard.numbers.assignment.NumberStatus;

import org.springframework.stereotype.Component;

/** Takes numbers out of use. */
@Component
public final class Withdrawals {

    private final JdbcStock stock;

    Withdrawals(JdbcStock stock) {
        this.stock = stock;
    }

    /**
     * Retires a number or marks it as ported out. Asked for again, it changes nothing.
     *
     * @param status {@link NumberStatus#RETIRED} or {@link NumberStatus#PORTED_OUT}
     * @return false where somebody holds the number, it is ported out, or it is not there
     */
    public boolean withdraw(String e164, NumberStatus status) {
        return switch (status) {
            case RETIRED, PORTED_OUT -> stock.takeOut(e164, status);
            case AVAILABLE, ASSIGNED, RESERVED, ON_HOLD, AGING ->
                    throw new IllegalArgumentException(
                            "A number is not made '%s' by hand".formatted(status.text()));
        };
    }
}

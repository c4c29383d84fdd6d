package dev.switchboard.numbers.inventory;

import dev.switchboard.numbers.assignment.Reservations;

import org.springframework.stereotype.Component;

/** Brings numbers back whose reservation, hold or aging has ended. */
@Component
public final class Returns {

    private final JdbcStock stock;
    private final Reservations reservations;

    Returns(JdbcStock stock, Reservations reservations) {
        this.stock = stock;
        this.reservations = reservations;
    }

    /**
     * Looks once. Safe to run on any number of instances at a time.
     *
     * @return how many numbers were moved on
     */
    public int runOnce() {
        int moved = reservations.endDue();
        for (String areaCode : stock.areaCodesWithEndedRest()) {
            int some;
            do {
                some = stock.returnRested(areaCode);
                moved += some;
            } while (some > 0);
        }
        return moved;
    }
}

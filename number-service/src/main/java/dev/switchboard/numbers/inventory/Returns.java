package dev.switchboard.numbers.inventory;

import org.springframework.stereotype.Component;

/** Brings numbers back whose hold or aging has ended. */
@Component
public final class Returns {

    private final JdbcStock stock;

    Returns(JdbcStock stock) {
        this.stock = stock;
    }

    /**
     * Looks once. Safe to run on any number of instances at a time.
     *
     * @return how many numbers were moved on
     */
    public int runOnce() {
        int moved = 0;
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

package dev.switchboard.numbers.inventory;

/**
 * The shared stock of an area code.
 *
 * @param available numbers that could be given now
 * @param threshold fewer than these are few
 */
public record StockLevel(String areaCode, long available, long threshold) {

    /** Whether it is time to get more. */
    public boolean low() {
        return available < threshold;
    }
}

package dev.switchboard.messages;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * What has happened to the shared stock of an area code, which is also the record's key. One
 * message for each crossing of the threshold, in order.
 */
public sealed interface StockEvent extends NumberMessage {

    /** The company of the envelope: the shared pool belongs to none. */
    UUID NO_COMPANY = new UUID(0, 0);

    /** Three digits of the NANP. */
    String areaCode();

    /** Numbers of the shared pool that could be given when the crossing was seen. */
    long available();

    /** The number below which the stock counts as low. */
    long threshold();

    /** The subject of an area code's messages. */
    static String subjectOf(String areaCode) {
        return "/AreaCodes/" + areaCode;
    }

    /** Fewer numbers than the threshold are left. */
    record StockLow(String areaCode, long available, long threshold) implements StockEvent {
        public StockLow {
            requireNonNull(areaCode, "areaCode");
        }
    }

    /** The stock was low and has reached the threshold again. */
    record StockRecovered(String areaCode, long available, long threshold) implements StockEvent {
        public StockRecovered {
            requireNonNull(areaCode, "areaCode");
        }
    }
}

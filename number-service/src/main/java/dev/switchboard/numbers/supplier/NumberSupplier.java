package dev.switchboard.numbers.supplier;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A carrier from whom numbers can be ordered. Numbers are in E.164 form. */
interface NumberSupplier {

    /** The supplier cannot be asked now; nothing was ordered. */
    final class UnavailableException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UnavailableException(String message) {
            super(message);
        }
    }

    /** The supplier refuses this question, and may answer another; nothing was ordered. */
    final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /** What became of an order. */
    sealed interface Answer {

        /** The number is ours, under the supplier's id. */
        record Ordered(String supplierId) implements Answer {}

        /** It was surely not ordered. */
        record Refused(String reason) implements Answer {}

        /** It was surely not ordered: the number is sold; another may well be there. */
        record Sold(String reason) implements Answer {}

        /** It was surely not ordered, because of too many requests. */
        record Busy() implements Answer {}

        /** It may have been ordered: look it up before anything else. */
        record Unknown(String reason) implements Answer {}
    }

    /**
     * Numbers of an area code that can be ordered now.
     *
     * @param country of the area code, as ISO 3166 names it
     * @throws UnavailableException where the supplier cannot be asked
     * @throws RefusedException where it cannot be asked for this area code
     */
    List<String> search(String country, String areaCode, int count);

    /**
     * What a local number costs in a month, in the account's currency; all of a country cost the
     * same.
     *
     * @param country as ISO 3166 names it
     * @throws UnavailableException where the supplier cannot be asked
     * @throws RefusedException where it does not tell
     */
    BigDecimal monthlyPrice(String country);

    /** Orders a number; {@code orderId} is kept with it at the supplier's. */
    Answer order(String e164, UUID orderId);

    /**
     * The supplier's id of a number that is ours, or empty where it is not.
     *
     * @throws UnavailableException where the supplier cannot be asked
     * @throws RefusedException where it cannot be asked for this number
     */
    Optional<String> find(String e164);

    /**
     * Gives a number back; one that is gone already counts as done.
     *
     * @throws UnavailableException where the supplier cannot be asked
     */
    void release(String supplierId);
}

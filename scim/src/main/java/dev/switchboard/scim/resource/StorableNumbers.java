package dev.switchboard.scim.resource;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;

/** Refuses numbers that would come back otherwise than they came. */
final class StorableNumbers {

    /**
     * The database writes numbers without an exponent, and a client that sends back what it has
     * read may send no longer ones.
     */
    private static final int MOST_DIGITS = 100;

    private StorableNumbers() {}

    /**
     * Looks at all numbers in a value that no schema describes.
     *
     * @throws ScimException {@code invalidValue}
     */
    static void checkAll(JsonNode value, String shown) {
        if (value.isNumber() && !isStorable(value)) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "Attribute '%s' contains a number that has more than %d digits when it is written out. Send it as a string."
                            .formatted(shown, MOST_DIGITS));
        }
        value.forEach(part -> checkAll(part, shown));
    }

    private static boolean isStorable(JsonNode number) {
        if (number.isFloatingPointNumber() && !Double.isFinite(number.doubleValue())) {
            return false;
        }
        BigDecimal decimal = number.decimalValue();
        long whole = Math.max(1L, (long) decimal.precision() - decimal.scale());
        return whole + Math.max(0, decimal.scale()) <= MOST_DIGITS;
    }
}

package dev.switchboard.numbers.supplier;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;

/**
 * Whether and how much is ordered.
 *
 * @param enabled off unless set
 * @param url the API's base, without a slash at the end
 * @param pricingUrl the same of the API that tells prices
 * @param accountSid whose account pays
 * @param authToken its secret
 * @param timeout for each request, until the last byte of its answer
 * @param ordersPerDay orders in any 24 hours, of all area codes; orders of unknown outcome count
 * @param ordersPerDayAndAreaCode the same for each area code
 * @param mostNumbers how many ordered numbers we may have; each costs something every month
 * @param mostMonthlyPrice for one number, in the account's currency; where it costs more, nothing
 *     is ordered
 * @param unclearAfter how long an order of unknown outcome holds up its area code
 * @param lookAgain how often an unclear order is looked up, and how long nothing is ordered in an
 *     area code after the carrier has refused an order there
 */
@ConfigurationProperties("switchboard.supplier")
record SupplierSettings(
        boolean enabled,
        URI url,
        URI pricingUrl,
        String accountSid,
        String authToken,
        Duration timeout,
        int ordersPerDay,
        int ordersPerDayAndAreaCode,
        int mostNumbers,
        BigDecimal mostMonthlyPrice,
        Duration unclearAfter,
        Duration lookAgain) {

    SupplierSettings {
        if (enabled && (accountSid.isBlank() || authToken.isBlank())) {
            throw new IllegalArgumentException(
                    "switchboard.supplier.enabled is true; set switchboard.supplier.account-sid and"
                            + " auth-token");
        }
        if (unclearAfter.compareTo(timeout.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "switchboard.supplier.unclear-after must be at least twice the timeout");
        }
    }
}

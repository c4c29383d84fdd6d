package dev.switchboard.numbers.assignment;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;
import java.time.Instant;

/**
 * How long numbers rest.
 *
 * @param reservation how long a number is kept for a user who is suspended or whose licence comes
 *     without one
 * @param hold after a user is deleted, how long their number waits for them to be created again
 * @param aging how long a number of the shared pool then rests; at least 45 days (47 CFR
 *     52.15(f)(8), Reassigned Numbers Database) and at most 365, the most for numbers of businesses
 *     (47 CFR 52.15(f)(1)(ii))
 */
@ConfigurationProperties("switchboard.numbers")
public record NumberPolicy(Duration reservation, Duration hold, Duration aging) {

    private static final Duration LEAST_AGING = Duration.ofDays(45);
    private static final Duration MOST_AGING = Duration.ofDays(365);

    public NumberPolicy {
        if (reservation.isNegative()) {
            throw new IllegalArgumentException(
                    "switchboard.numbers.reservation is '"
                            + reservation
                            + "'; it must not be negative");
        }
        if (hold.isNegative()) {
            throw new IllegalArgumentException(
                    "switchboard.numbers.hold is '" + hold + "'; it must not be negative");
        }
        if (aging.compareTo(LEAST_AGING) < 0 || aging.compareTo(MOST_AGING) > 0) {
            throw new IllegalArgumentException(
                    "switchboard.numbers.aging is '"
                            + aging
                            + "'; the numbering rules demand at least 45 days and at most 365");
        }
    }

    /**
     * What becomes of a number that is let go.
     *
     * @param until the end of that status, or null where it has none
     * @param availableAgain when somebody else may have the number
     */
    record Rest(NumberStatus status, @Nullable Instant until, Instant availableAgain) {}

    /** How a number rests that is let go now. */
    Rest restAfter(Instant released, boolean shared, Ending ending) {
        Instant holdEnd = ending.hold() ? released.plus(hold) : released;
        Instant again = shared ? holdEnd.plus(aging) : holdEnd;
        if (ending.hold()) {
            return new Rest(NumberStatus.ON_HOLD, holdEnd, again);
        }
        return shared
                ? new Rest(NumberStatus.AGING, again, again)
                : new Rest(NumberStatus.AVAILABLE, null, again);
    }
}

package dev.switchboard.gateway.auth;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * The settings {@code switchboard.gateway.wrong-tokens.*}: how many tokens that nobody knows are
 * looked up; the others are answered 429.
 *
 * @param burst in a row from one address before it must slow down
 * @param each after that, one so often
 * @param burstInAll the same of all addresses together
 * @param eachInAll after that, one so often
 */
@ConfigurationProperties("switchboard.gateway.wrong-tokens")
record WrongTokenLimits(
        @DefaultValue("20") int burst,
        @DefaultValue("3s") Duration each,
        @DefaultValue("200") int burstInAll,
        @DefaultValue("10ms") Duration eachInAll) {

    WrongTokenLimits {
        if (burst < 1 || burstInAll < burst) {
            throw new IllegalArgumentException(
                    "switchboard.gateway.wrong-tokens.burst is %d and burst-in-all %d: the first must be 1 at least, and the second not below it"
                            .formatted(burst, burstInAll));
        }
        if (each.toMillis() < 1 || eachInAll.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "switchboard.gateway.wrong-tokens.each is %s and each-in-all %s: 1ms is the least"
                            .formatted(each, eachInAll));
        }
    }
}

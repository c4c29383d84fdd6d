package dev.switchboard.gateway;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * The settings {@code switchboard.gateway.*}.
 *
 * @param baseUrl where clients reach {@code /scim/v2}, e.g. {@code https://scim.example.com};
 *     without it, what each request itself says is used for {@code Location}
 * @param documentationUri what the service provider configuration points to; the protocol's own
 *     description unless the operator has a page for the companies' administrators
 * @param outcomeTimeout how long a request waits for the outcome of its command. Longer than the
 *     producer's {@code delivery.timeout.ms}, so that a request which ends unanswered knows whether
 *     it was recorded, and far below Okta's 60 s
 * @param outcomeHeadStart how long a start waits at most until outcomes can be read, so that the
 *     first requests are not answered 429; without a broker, the port opens after it
 * @param retryAfter what {@code Retry-After} says with a 429; a whole number of seconds
 * @param maxInFlight how many requests may wait for an outcome at once; more are answered 429
 * @param outcomePartition the partition of {@code user.outcomes} to read; without it, chosen by the
 *     instance's id
 * @param tokenCacheTime how long a token's look-up is remembered: the longest that a revoked token
 *     still works
 * @param tokenCacheSize how many look-ups are remembered at most
 * @param maxBodySize the largest body of a request on users and of a search; more is answered 413
 * @param defaultCount page size where a list request names none
 * @param maxCount largest page size; a list request that asks for more gets this many
 */
@ConfigurationProperties("switchboard.gateway")
public record GatewayProperties(
        @Nullable String baseUrl,
        @DefaultValue("https://www.rfc-editor.org/info/rfc7644") @Nullable String documentationUri,
        @DefaultValue("5s") Duration outcomeTimeout,
        @DefaultValue("15s") Duration outcomeHeadStart,
        @DefaultValue("10s") Duration retryAfter,
        @DefaultValue("2000") int maxInFlight,
        @Nullable Integer outcomePartition,
        @DefaultValue("2s") Duration tokenCacheTime,
        @DefaultValue("10000") int tokenCacheSize,
        @DefaultValue("1MB") DataSize maxBodySize,
        @DefaultValue("100") int defaultCount,
        @DefaultValue("1000") int maxCount) {

    public GatewayProperties {
        if (retryAfter.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "switchboard.gateway.retry-after is '%s', but Retry-After counts whole seconds: set 1s or more"
                            .formatted(retryAfter));
        }
        if (defaultCount > maxCount) {
            throw new IllegalArgumentException(
                    "switchboard.gateway.default-count is %d, but must not be above max-count, %d"
                            .formatted(defaultCount, maxCount));
        }
    }
}

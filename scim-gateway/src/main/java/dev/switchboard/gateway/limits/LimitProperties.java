package dev.switchboard.gateway.limits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * The settings {@code switchboard.gateway.limits.*}: of each company, on each gateway.
 *
 * @param requestsPerSecond how many requests a second are answered in the long run; 0 for no limit
 * @param burst how many may come at once after a pause
 * @param writesInFlight how many of its writes may wait at once, for their turn or their outcome
 * @param writesBesideOthers how many of its writes may wait for their outcome at once while other
 *     companies write too. It bounds what a neighbour's command can find before it in the
 *     provisioner's queue
 * @param roundBesideOthers how long it is then from one beginning of so many writes to the next: so
 *     much time of the processors is left to others
 * @param writeWait how long a write waits for its turn among its own company's
 * @param readsInFlight how many of its searches and reads of groups may be in the store at once;
 *     below the pool's size, so that a connection is left for others. Its look-ups of single users
 *     share two connections beside them and are not counted
 * @param readWait how long a read waits for its turn among its own company's
 */
@ConfigurationProperties("switchboard.gateway.limits")
public record LimitProperties(
        @DefaultValue("1000") int requestsPerSecond,
        @DefaultValue("2000") int burst,
        @DefaultValue("250") int writesInFlight,
        @DefaultValue("8") int writesBesideOthers,
        @DefaultValue("80ms") Duration roundBesideOthers,
        @DefaultValue("3s") Duration writeWait,
        @DefaultValue("8") int readsInFlight,
        @DefaultValue("3s") Duration readWait) {

    public LimitProperties {
        if (requestsPerSecond < 0
                || burst < 1
                || writesInFlight < 1
                || writesBesideOthers < 1
                || readsInFlight < 1) {
            throw new IllegalArgumentException(
                    ("switchboard.gateway.limits: requests-per-second is %d (0 or more), burst %d, writes-in-flight %d,"
                                    + " writes-beside-others %d, reads-in-flight %d (1 or more)")
                            .formatted(
                                    requestsPerSecond,
                                    burst,
                                    writesInFlight,
                                    writesBesideOthers,
                                    readsInFlight));
        }
    }
}

package dev.switchboard.benchmarks.load;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How to load a server.
 *
 * @param address where it listens
 * @param connections how many are kept open, each with one request at a time
 * @param duration how long requests are sent
 * @param perSecond how many requests are due in a second, whether earlier ones were answered or
 *     not; 0: each connection sends its next as soon as it has its answer
 * @param atMost ends earlier, after so many requests
 */
public record Load(
        InetSocketAddress address,
        int connections,
        Duration duration,
        double perSecond,
        long atMost) {

    public Load {
        if (connections < 1 || perSecond < 0 || duration.isNegative()) {
            throw new IllegalArgumentException(
                    "connections %d, rate %s, duration %s"
                            .formatted(connections, perSecond, duration));
        }
    }

    /** As many requests as the connections can have answered one after the other. */
    public static Load closed(InetSocketAddress address, int connections, Duration duration) {
        return new Load(address, connections, duration, 0, Long.MAX_VALUE);
    }

    /** So many requests a second; a request that has to wait for a connection is late. */
    public static Load open(
            InetSocketAddress address, int connections, Duration duration, double perSecond) {
        return new Load(address, connections, duration, perSecond, Long.MAX_VALUE);
    }

    /** The same, but no more than so many requests. */
    public Load atMost(long requests) {
        return new Load(address, connections, duration, perSecond, requests);
    }
}

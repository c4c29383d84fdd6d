package dev.switchboard.gateway.auth;

import java.net.Inet6Address;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds how often tokens that nobody knows are looked up in the store: for each source address,
 * and in all. A token that was valid at its last look-up never comes here, so that a flood of wrong
 * ones from the same address, a proxy's perhaps, locks out nobody whose token is right. Safe for
 * use by many threads.
 */
final class FailedAuthentications {

    private static final int MOST_ADDRESSES = 10_000;

    private final WrongTokenLimits limits;
    private final Clock clock;
    private final Bucket all;
    private final Map<String, Bucket> byAddress =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > MOST_ADDRESSES;
                }
            };

    FailedAuthentications(WrongTokenLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.all = new Bucket(limits.burstInAll(), limits.eachInAll().toMillis(), clock.millis());
    }

    /** Whether an unknown token from that address may be looked up now. */
    synchronized boolean mayAsk(String address) {
        long now = clock.millis();
        Bucket one =
                byAddress.computeIfAbsent(
                        network(address),
                        _ -> new Bucket(limits.burst(), limits.each().toMillis(), now));
        return one.has(now) && all.has(now) && one.take() && all.take();
    }

    /** The token was right after all, or nobody knows: that look-up does not count. */
    synchronized void wasNotWrong(String address) {
        Bucket one = byAddress.get(network(address));
        if (one != null) {
            one.giveBack();
            all.giveBack();
        }
    }

    /** One client has a whole /64 of IPv6 addresses. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = Inet6Address.ofLiteral(address).getAddress();
            return HexFormat.of().formatHex(Arrays.copyOf(bytes, 8));
        } catch (IllegalArgumentException notAnAddress) {
            return address;
        }
    }

    /** Fills by one at a time, up to a limit. */
    private static final class Bucket {

        private final int size;
        private final long millisEach;
        private int left;
        private long filledAt;

        Bucket(int size, long millisEach, long now) {
            this.size = size;
            this.millisEach = millisEach;
            this.left = size;
            this.filledAt = now;
        }

        boolean has(long now) {
            long more = (now - filledAt) / millisEach;
            if (more > 0) {
                left = (int) Math.min(size, left + more);
                filledAt += more * millisEach;
            }
            return left > 0;
        }

        boolean take() {
            left--;
            return true;
        }

        void giveBack() {
            left = Math.min(size, left + 1);
        }
    }
}

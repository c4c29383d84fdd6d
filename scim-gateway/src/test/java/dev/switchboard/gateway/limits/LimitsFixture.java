package dev.switchboard.gateway.limits;

import dev.switchboard.gateway.WriteLimits;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.time.Clock;
import java.time.Duration;

/** Limits for tests of other packages. */
public final class LimitsFixture {

    private LimitsFixture() {}

    public static LargeBodies largeBodies(WriteLimits sizes) {
        return new LargeBodies(sizes, companyLimits(0, 1, Clock.systemUTC()));
    }

    /** So many requests a second, and so many at once after a pause. */
    public static CompanyLimits companyLimits(int requestsPerSecond, int burst, Clock clock) {
        return new CompanyLimits(
                new LimitProperties(
                        requestsPerSecond,
                        burst,
                        1,
                        1,
                        Duration.ZERO,
                        Duration.ZERO,
                        1,
                        Duration.ZERO),
                clock,
                new SimpleMeterRegistry());
    }
}

package dev.switchboard.gateway.limits;

import dev.switchboard.gateway.WriteLimits;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.time.Clock;
import java.time.Duration;

/** Limits for tests of other packages. */
public final class LimitsFixture {

    private LimitsFixture() {}

    public static LargeBodies largeBodies(WriteLimits sizes) {
        return new LargeBodies(
                sizes,
                new CompanyLimits(
                        new LimitProperties(
                                0, 1, 1, 1, Duration.ZERO, Duration.ZERO, 1, Duration.ZERO),
                        Clock.systemUTC(),
                        new SimpleMeterRegistry()));
    }
}

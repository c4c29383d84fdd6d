package dev.switchboard.gateway.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

import java.util.Locale;

/** Every request once, by operation and status, errors included. */
@Component
final class RequestMetrics {

    private final MeterRegistry meters;

    RequestMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    Sample start() {
        return new Sample(Timer.start(meters));
    }

    /** One request. */
    final class Sample {

        private final Timer.Sample sample;

        private Sample(Timer.Sample sample) {
            this.sample = sample;
        }

        /** Counts the answer; returns how long it took, in nanoseconds. */
        long stop(Operation operation, int status) {
            return sample.stop(
                    Timer.builder("switchboard.gateway.requests")
                            .description("SCIM requests by operation and status")
                            .tag("operation", operation.name().toLowerCase(Locale.ROOT))
                            .tag("status", String.valueOf(status))
                            .publishPercentileHistogram()
                            .register(meters));
        }
    }
}

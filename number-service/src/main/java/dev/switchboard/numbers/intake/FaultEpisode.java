package dev.switchboard.numbers.intake;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.atomic.AtomicBoolean;

/** Says once that something is away, and once that it is back, however often it is tried. */
final class FaultEpisode {

    private static final Logger log = LoggerFactory.getLogger(FaultEpisode.class);

    private final AtomicBoolean faulty = new AtomicBoolean();

    void in(RuntimeException e) {
        if (faulty.compareAndSet(false, true)) {
            log.warn(
                    "Cannot process user events now: {}. They are kept and tried again until it works.",
                    Faults.describe(e));
        }
    }

    void over() {
        if (faulty.compareAndSet(true, false)) {
            log.info("User events are being processed again.");
        }
    }
}

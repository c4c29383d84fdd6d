package dev.switchboard.numbers.supplier;

import dev.switchboard.numbers.supplier.JdbcReleases.Due;
import dev.switchboard.numbers.supplier.NumberSupplier.UnavailableException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

import java.time.Clock;

/**
 * Gives ordered numbers that are retired back to the carrier, who is paid for them every month. A
 * retired number is never given to anybody again, so nothing can come in between. What fails is
 * tried again without end: a number is noted as given back when the carrier has said so, or no
 * longer has it.
 */
final class Releases {

    private static final Logger log = LoggerFactory.getLogger(Releases.class);

    /** Requests in one run: a carrier counts them. */
    private static final int MOST_AT_ONCE = 50;

    private final NumberSupplier supplier;
    private final JdbcReleases releases;
    private final Clock clock;

    Releases(NumberSupplier supplier, JdbcReleases releases, Clock clock) {
        this.supplier = supplier;
        this.releases = releases;
        this.clock = clock;
    }

    @Scheduled(
            initialDelayString = "${switchboard.supplier.interval}",
            fixedDelayString = "${switchboard.supplier.interval}")
    void runOnSchedule() {
        try {
            run();
        } catch (RuntimeException e) {
            log.warn("Numbers are given back later: {}", e.getClass().getSimpleName());
        }
    }

    /**
     * Looks once, and ends with the first failure: the carrier may be away, or busy. Safe to run on
     * any number of instances at a time.
     */
    void run() {
        for (Due due : releases.due(MOST_AT_ONCE)) {
            try {
                supplier.release(due.supplierId());
            } catch (UnavailableException e) {
                log.warn(
                        "The number of order {} could not be given back ({}); it is tried again.",
                        due.orderId(),
                        e.getMessage());
                releases.failed(
                        due.orderId(), "not given back: " + e.getMessage(), clock.instant());
                return;
            }
            releases.released(due.orderId(), clock.instant());
            log.info("The number of order {} is given back.", due.orderId());
        }
    }
}

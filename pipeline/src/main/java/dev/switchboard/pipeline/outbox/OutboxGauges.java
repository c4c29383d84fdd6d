package dev.switchboard.pipeline.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Gauges {@code switchboard.outbox.messages} and {@code switchboard.outbox.oldest} (seconds). Each
 * instance shows the whole; take the maximum over instances, not the sum.
 */
final class OutboxGauges {

    private static final Logger log = LoggerFactory.getLogger(OutboxGauges.class);

    private final OutboxStore outbox;
    private volatile Backlog backlog = new Backlog(0, 0);

    OutboxGauges(OutboxStore outbox, MeterRegistry meters) {
        this.outbox = outbox;
        Gauge.builder("switchboard.outbox.messages", () -> backlog.messages())
                .description("Messages that the broker has not acknowledged yet")
                .register(meters);
        Gauge.builder("switchboard.outbox.oldest", () -> backlog.oldestSeconds())
                .description("Age of the oldest message of the outbox")
                .baseUnit("seconds")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${switchboard.outbox.gauge-interval:10s}")
    void read() {
        try {
            backlog = outbox.backlog();
        } catch (DataAccessException e) {
            log.debug("The gauges keep their values: {}", e.getClass().getSimpleName());
        }
    }
}

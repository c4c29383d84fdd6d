package dev.switchboard.numbers.supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Gauge {@code switchboard.supplier.orders}, by state: undecided orders, numbers that are to be
 * given back, and what was decided or given back in the last 24 hours. Also where ordering is
 * switched off: an unclear order stays one, and a number costs what it costs. Each instance shows
 * the whole.
 */
@Component
final class OrderGauges {

    private static final Logger log = LoggerFactory.getLogger(OrderGauges.class);
    private static final Duration LOOK_BACK = Duration.ofDays(1);

    private final JdbcOrders orders;
    private final Clock clock;
    private volatile Map<OrderState, Long> counts = Map.of();

    OrderGauges(JdbcOrders orders, Clock clock, MeterRegistry meters) {
        this.orders = orders;
        this.clock = clock;
        for (OrderState state : OrderState.values()) {
            Gauge.builder("switchboard.supplier.orders", () -> counts.getOrDefault(state, 0L))
                    .tag("state", state.text())
                    .description(
                            "Orders that are undecided or to be given back, or were decided or given back in the last 24 hours")
                    .register(meters);
        }
    }

    @Scheduled(fixedDelayString = "${switchboard.numbers.gauge-interval}")
    void read() {
        try {
            counts = orders.counts(clock.instant().minus(LOOK_BACK));
        } catch (DataAccessException | TransactionException e) {
            log.debug("The gauges keep their values: {}", e.getClass().getSimpleName());
        }
    }
}

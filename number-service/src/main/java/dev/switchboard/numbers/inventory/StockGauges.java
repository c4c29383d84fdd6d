package dev.switchboard.numbers.inventory;

import dev.switchboard.numbers.assignment.NumberStatus;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import java.util.List;

/**
 * Gauges {@code switchboard.numbers.free} and {@code switchboard.numbers.waiting}, by area code.
 * Each instance shows the whole; take the maximum over instances, not the sum.
 */
@Component
final class StockGauges {

    private static final Logger log = LoggerFactory.getLogger(StockGauges.class);

    private final JdbcNumbers numbers;
    private final MultiGauge free;
    private final MultiGauge waiting;

    StockGauges(JdbcNumbers numbers, MeterRegistry meters) {
        this.numbers = numbers;
        this.free =
                MultiGauge.builder("switchboard.numbers.free")
                        .description("Numbers that can be given now")
                        .register(meters);
        this.waiting =
                MultiGauge.builder("switchboard.numbers.waiting")
                        .description("Active users who wait for a number")
                        .register(meters);
    }

    @Scheduled(fixedDelayString = "${switchboard.numbers.gauge-interval}")
    void read() {
        try {
            List<AreaCodeSummary> summary = numbers.summary();
            free.register(
                    summary.stream()
                            .map(
                                    s ->
                                            Row.of(
                                                    areaCode(s),
                                                    s.numbers()
                                                            .getOrDefault(
                                                                    NumberStatus.AVAILABLE, 0L)))
                            .toList(),
                    true);
            waiting.register(
                    summary.stream().map(s -> Row.of(areaCode(s), s.waiting())).toList(), true);
        } catch (DataAccessException | TransactionException e) {
            log.debug("The gauges keep their values: {}", e.getClass().getSimpleName());
        }
    }

    private static Tags areaCode(AreaCodeSummary summary) {
        return Tags.of("area_code", summary.areaCode().isEmpty() ? "none" : summary.areaCode());
    }
}

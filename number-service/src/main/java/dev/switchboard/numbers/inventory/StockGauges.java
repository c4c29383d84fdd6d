package dev.switchboard.numbers.inventory;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.numbers.assignment.NumberStatus;
import dev.switchboard.pipeline.metrics.LabelledGauge;

import io.micrometer.core.instrument.MeterRegistry;

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
    private final LabelledGauge free;
    private final LabelledGauge waiting;

    StockGauges(JdbcNumbers numbers, MeterRegistry meters) {
        this.numbers = numbers;
        this.free =
                new LabelledGauge(
                        meters,
                        "switchboard.numbers.free",
                        "Numbers that can be given now",
                        null,
                        "area_code");
        this.waiting =
                new LabelledGauge(
                        meters,
                        "switchboard.numbers.waiting",
                        "Active users who wait for a number",
                        null,
                        "area_code");
    }

    @Scheduled(fixedDelayString = "${switchboard.numbers.gauge-interval}")
    void read() {
        try {
            List<AreaCodeSummary> summary = numbers.summary();
            free.set(
                    summary.stream()
                            .collect(
                                    toMap(
                                            StockGauges::areaCode,
                                            s ->
                                                    s.numbers()
                                                            .getOrDefault(
                                                                    NumberStatus.AVAILABLE, 0L))));
            waiting.set(
                    summary.stream()
                            .collect(toMap(StockGauges::areaCode, AreaCodeSummary::waiting)));
        } catch (DataAccessException | TransactionException e) {
            log.debug("The gauges keep their values: {}", e.getClass().getSimpleName());
        }
    }

    private static String areaCode(AreaCodeSummary summary) {
        return summary.areaCode().isEmpty() ? "none" : summary.areaCode();
    }
}

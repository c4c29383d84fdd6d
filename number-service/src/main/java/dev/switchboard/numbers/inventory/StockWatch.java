package dev.switchboard.numbers.inventory;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.pipeline.metrics.LabelledGauge;

import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Tells when the shared stock of an area code falls below its threshold and when it is back, once
 * for each crossing, and shows it as gauge {@code switchboard.numbers.low} (1 is low).
 */
@Component
public final class StockWatch {

    private static final Logger log = LoggerFactory.getLogger(StockWatch.class);

    private final JdbcStockLevels levels;
    private final LowStock thresholds;
    private final Clock clock;
    private final LabelledGauge low;

    StockWatch(JdbcStockLevels levels, LowStock thresholds, Clock clock, MeterRegistry meters) {
        this.levels = levels;
        this.thresholds = thresholds;
        this.clock = clock;
        this.low =
                new LabelledGauge(
                        meters,
                        "switchboard.numbers.low",
                        "1 where fewer shared numbers are left than the threshold",
                        null,
                        "area_code");
    }

    /** Looks once. Safe to run on any number of instances at a time. */
    public List<StockLevel> look() {
        List<StockLevel> all =
                levels.update(thresholds, clock.instant().truncatedTo(ChronoUnit.MICROS));
        low.set(all.stream().collect(toMap(StockLevel::areaCode, l -> l.low() ? 1 : 0)));
        return all;
    }

    @Scheduled(fixedDelayString = "${switchboard.numbers.stock-interval}")
    void lookOnSchedule() {
        try {
            look();
        } catch (DataAccessException | TransactionException e) {
            log.debug("The stock is looked at again later: {}", e.getClass().getSimpleName());
        }
    }
}

package dev.switchboard.numbers.inventory;

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
    private final MultiGauge low;

    StockWatch(JdbcStockLevels levels, LowStock thresholds, Clock clock, MeterRegistry meters) {
        this.levels = levels;
        this.thresholds = thresholds;
        this.clock = clock;
        this.low =
                MultiGauge.builder("switchboard.numbers.low")
                        .description("1 where fewer shared numbers are left than the threshold")
                        .register(meters);
    }

    /** Looks once. Safe to run on any number of instances at a time. */
    public List<StockLevel> look() {
        List<StockLevel> all =
                levels.update(thresholds, clock.instant().truncatedTo(ChronoUnit.MICROS));
        low.register(
                all.stream()
                        .map(l -> Row.of(Tags.of("area_code", l.areaCode()), l.low() ? 1 : 0))
                        .toList(),
                true);
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

package dev.switchboard.numbers.inventory;

import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.StockEvent;
import dev.switchboard.messages.StockEvent.StockLow;
import dev.switchboard.messages.StockEvent.StockRecovered;
import dev.switchboard.numbers.outbox.JdbcOutbox;
import dev.switchboard.numbers.outbox.OutboxMessage;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Table {@code stock_level}, from the counts in {@code number_count}. */
@Component
class JdbcStockLevels {

    private static final int LOCK = 0x73746f;

    /**
     * An area code that is watched.
     *
     * @param needed whether the shared pool has numbers there, or somebody waits
     */
    private record Row(String areaCode, long available, boolean wasLow, boolean needed) {}

    private final JdbcTemplate jdbc;
    private final JdbcOutbox outbox;

    JdbcStockLevels(JdbcTemplate jdbc, JdbcOutbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /** Looks at every area code of the shared pool and tells what has crossed its threshold. */
    @Transactional
    public List<StockLevel> update(LowStock thresholds, Instant now) {
        // One instance at a time, so that each crossing is told once and in order.
        jdbc.query("SELECT pg_advisory_xact_lock(?, 0)", _ -> {}, LOCK);
        putCountsTogether();
        List<StockLevel> levels = new ArrayList<>();
        List<StockLevel> crossed = new ArrayList<>();
        for (Row row : rows()) {
            // Of what nobody needs any more, none is enough.
            long threshold = row.needed ? thresholds.of(row.areaCode) : 0;
            var level = new StockLevel(row.areaCode, row.available, threshold);
            levels.add(level);
            if (level.low() != row.wasLow) {
                crossed.add(level);
            }
        }
        store(crossed, now);
        outbox.add(crossed.stream().map(level -> message(level, now)).toList());
        return levels;
    }

    /**
     * One row of {@code number_count} for each kind again, where there are more: triggers add one
     * with each change, and each summary adds them up.
     */
    private void putCountsTogether() {
        jdbc.update(
                """
                WITH apart AS (
                    DELETE FROM number_count
                    WHERE (area_code, shared, status) IN (
                        SELECT area_code, shared, status FROM number_count
                        GROUP BY 1, 2, 3 HAVING count(*) > 1)
                    RETURNING area_code, shared, status, numbers
                )
                INSERT INTO number_count (area_code, shared, status, numbers)
                SELECT area_code, shared, status, sum(numbers) FROM apart
                GROUP BY 1, 2, 3 HAVING sum(numbers) <> 0
                """);
    }

    /**
     * Area codes of shared numbers in use, and those in which somebody waits; and those that are
     * low, until that is over.
     */
    private List<Row> rows() {
        return jdbc.query(
                """
                WITH shared AS (
                    SELECT area_code,
                        sum(numbers) FILTER (
                            WHERE status NOT IN ('retired', 'ported_out')) AS n,
                        sum(numbers) FILTER (WHERE status = 'available')::bigint AS free
                    FROM number_count WHERE shared GROUP BY 1
                ), needed AS (
                    SELECT area_code FROM shared WHERE n > 0
                    UNION SELECT unnest(area_codes) FROM subscriber WHERE waiting_since IS NOT NULL
                ), told AS (
                    SELECT area_code FROM stock_level WHERE low
                )
                SELECT area_code, coalesce(s.free, 0) AS n, t.area_code IS NOT NULL AS low,
                    w.area_code IS NOT NULL AS needed
                FROM needed w FULL JOIN told t USING (area_code)
                LEFT JOIN shared s USING (area_code) ORDER BY 1
                """,
                (rs, _) ->
                        new Row(
                                rs.getString("area_code"),
                                rs.getLong("n"),
                                rs.getBoolean("low"),
                                rs.getBoolean("needed")));
    }

    private void store(List<StockLevel> levels, Instant now) {
        if (levels.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                INSERT INTO stock_level (area_code, low, changed_at)
                SELECT area_code, low, ?::timestamptz FROM unnest(?, ?) AS t (area_code, low)
                ON CONFLICT (area_code) DO UPDATE
                SET low = excluded.low, changed_at = excluded.changed_at
                """,
                now.toString(),
                new SqlArrayValue("text", levels.stream().map(StockLevel::areaCode).toArray()),
                new SqlArrayValue("bool", levels.stream().map(StockLevel::low).toArray()));
    }

    private static OutboxMessage message(StockLevel level, Instant now) {
        String areaCode = level.areaCode();
        StockEvent event =
                level.low()
                        ? new StockLow(areaCode, level.available(), level.threshold())
                        : new StockRecovered(areaCode, level.available(), level.threshold());
        return new OutboxMessage(
                new Envelope(
                        MessageIds.next(),
                        "/number-service",
                        StockEvent.subjectOf(areaCode),
                        now,
                        StockEvent.NO_COMPANY,
                        "stock",
                        null,
                        null,
                        null),
                event);
    }
}

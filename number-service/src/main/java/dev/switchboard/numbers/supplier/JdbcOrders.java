package dev.switchboard.numbers.supplier;

import dev.switchboard.numbers.assignment.Nanp;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Table {@code supplier_order}. */
@Component
class JdbcOrders {

    private static final int LOCK = 0x6f7264;
    private static final RowMapper<OrderView> VIEW = (rs, _) -> view(rs);

    /** Orders with the state that an admin sees. */
    private static final String SHOWN =
            """
            (SELECT o.id, o.e164, o.intended_at, o.decided_at, o.supplier_id, o.reason, o.released_at,
                CASE WHEN o.released_at IS NOT NULL THEN 'released'
                    WHEN o.state = 'arrived' AND p.status = 'retired' THEN 'releasing'
                    ELSE o.state END AS state
             FROM supplier_order o LEFT JOIN phone_number p USING (e164)) AS shown
            """;

    private static final String ORDERED =
            """
            (SELECT count(*) FROM supplier_order
             WHERE state <> 'refused' AND intended_at > ?::timestamptz)
            """;

    private static final String ORDERED_IN_AREA_CODE =
            """
            (SELECT count(*) FROM supplier_order
             WHERE state <> 'refused' AND intended_at > ?::timestamptz AND area_code = ?)
            """;

    /** Ordered numbers that are paid for, or may be. */
    private static final String NUMBERS =
            """
            (SELECT count(*) FROM supplier_order o LEFT JOIN phone_number p USING (e164)
             WHERE state <> 'refused' AND released_at IS NULL
                AND p.status IS DISTINCT FROM 'ported_out')
            """;

    /** An order whose outcome is not known yet. */
    record Undecided(UUID id, String e164, Instant intendedAt) {}

    private final JdbcTemplate jdbc;

    JdbcOrders(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Writes down that a number will be ordered.
     *
     * @param threshold what is available and what is on its way may come up to this
     * @return false where it must not be: the threshold or a bound is reached, or it was ordered
     *     before
     */
    @Transactional
    public boolean intend(
            UUID id, String e164, Instant now, SupplierSettings bounds, long threshold) {
        jdbc.query("SELECT pg_advisory_xact_lock(?, 0)", _ -> {}, LOCK);
        String areaCode = Nanp.areaCode(e164);
        String dayAgo = now.minus(Duration.ofDays(1)).toString();
        return jdbc.update(
                        """
                        INSERT INTO supplier_order (id, e164, area_code, state, intended_at)
                        SELECT ?, ?, ?, 'intended', ?::timestamptz
                        WHERE %s < ? AND %s < ? AND %s < ?
                            AND NOT EXISTS (SELECT FROM phone_number WHERE e164 = ?)
                            AND (SELECT count(*) FROM phone_number
                                 WHERE status = 'available' AND owner_company_id IS NULL
                                    AND area_code = ?)
                                + (SELECT count(*) FROM supplier_order
                                   WHERE state = 'intended' AND area_code = ?) < ?
                        ON CONFLICT DO NOTHING
                        """
                                .formatted(ORDERED, ORDERED_IN_AREA_CODE, NUMBERS),
                        id,
                        e164,
                        areaCode,
                        now.toString(),
                        dayAgo,
                        bounds.ordersPerDay(),
                        dayAgo,
                        areaCode,
                        bounds.ordersPerDayAndAreaCode(),
                        bounds.mostNumbers(),
                        e164,
                        areaCode,
                        areaCode,
                        threshold)
                == 1;
    }

    /** The setting that lets nothing more be ordered in an area code now, or empty. */
    Optional<String> reachedBound(String areaCode, Instant now, SupplierSettings bounds) {
        String dayAgo = now.minus(Duration.ofDays(1)).toString();
        return jdbc
                .query(
                        """
                        SELECT setting FROM (VALUES
                            (1, 'orders-per-day', %s, ?::bigint),
                            (2, 'orders-per-day-and-area-code', %s, ?::bigint),
                            (3, 'most-numbers', %s, ?::bigint)) AS b (place, setting, reached, bound)
                        WHERE reached >= bound ORDER BY place LIMIT 1
                        """
                                .formatted(ORDERED, ORDERED_IN_AREA_CODE, NUMBERS),
                        (rs, _) -> rs.getString(1),
                        dayAgo,
                        bounds.ordersPerDay(),
                        dayAgo,
                        areaCode,
                        bounds.ordersPerDayAndAreaCode(),
                        bounds.mostNumbers())
                .stream()
                .findFirst();
    }

    /**
     * Orders whose outcome is to be looked up, those that were looked up longest ago first.
     *
     * @param intendedBefore orders that were placed later may still be under way
     * @param unclearBefore unclear ones only where they were looked up before this
     */
    List<Undecided> undecided(Instant intendedBefore, Instant unclearBefore, int limit) {
        return jdbc.query(
                """
                SELECT id, e164, intended_at FROM supplier_order
                WHERE decided_at IS NULL AND intended_at <= ?::timestamptz
                    AND (state = 'intended' OR looked_up_at <= ?::timestamptz)
                ORDER BY looked_up_at NULLS FIRST, intended_at LIMIT ?
                """,
                (rs, _) ->
                        new Undecided(
                                rs.getObject("id", UUID.class),
                                rs.getString("e164"),
                                rs.getObject("intended_at", OffsetDateTime.class).toInstant()),
                intendedBefore.toString(),
                unclearBefore.toString(),
                limit);
    }

    /** How many orders of an area code are waited for. */
    long openIn(String areaCode) {
        Long n =
                jdbc.queryForObject(
                        "SELECT count(*) FROM supplier_order WHERE state = 'intended' AND area_code"
                                + " = ?",
                        Long.class,
                        areaCode);
        return n == null ? 0 : n;
    }

    /** Whether the carrier has refused an order of an area code since then. */
    boolean isRefused(String areaCode, Instant since) {
        return Boolean.TRUE.equals(
                jdbc.queryForObject(
                        """
                        SELECT EXISTS (SELECT FROM supplier_order
                            WHERE area_code = ? AND refused_by_carrier
                                AND intended_at > ?::timestamptz)
                        """,
                        Boolean.class,
                        areaCode,
                        since.toString()));
    }

    void arrived(UUID id, String supplierId, Instant now) {
        decide(id, OrderState.ARRIVED, supplierId, null, false, now);
    }

    /** An order that was surely not carried out, for a reason that is over. */
    void refused(UUID id, String reason, Instant now) {
        decide(id, OrderState.REFUSED, null, reason, false, now);
    }

    /** The same for a reason that may last. */
    void refusedByCarrier(UUID id, String reason, Instant now) {
        decide(id, OrderState.REFUSED, null, reason, true, now);
    }

    /**
     * The supplier does not know of an order.
     *
     * @param late whether it should
     * @return whether the order has become unclear by that
     */
    boolean notFound(UUID id, boolean late, Instant now) {
        jdbc.update(
                "UPDATE supplier_order SET looked_up_at = ?::timestamptz WHERE id = ? AND"
                        + " decided_at IS NULL",
                now.toString(),
                id);
        return late
                && jdbc.update(
                                "UPDATE supplier_order SET state = 'unclear' WHERE id = ? AND state"
                                        + " = 'intended'",
                                id)
                        == 1;
    }

    private void decide(
            UUID id,
            OrderState state,
            @Nullable String supplierId,
            @Nullable String reason,
            boolean byCarrier,
            Instant now) {
        jdbc.update(
                """
                UPDATE supplier_order
                SET state = ?, supplier_id = ?, reason = ?, refused_by_carrier = ?,
                    decided_at = ?::timestamptz
                WHERE id = ? AND decided_at IS NULL
                """,
                state.text(),
                supplierId,
                reason,
                byCarrier,
                now.toString(),
                id);
    }

    Optional<OrderView> find(UUID id) {
        return jdbc.query("SELECT * FROM " + SHOWN + " WHERE id = ?", VIEW, id).stream()
                .findFirst();
    }

    /** The newest orders. */
    List<OrderView> newest(@Nullable OrderState state, int limit) {
        return jdbc.query(
                "SELECT * FROM "
                        + SHOWN
                        + """
                        WHERE ?::text IS NULL OR state = ?
                        ORDER BY intended_at DESC, id LIMIT ?
                        """,
                VIEW,
                state == null ? null : state.text(),
                state == null ? null : state.text(),
                limit);
    }

    /**
     * Orders by state: those of which something is still to come, and those of which the last thing
     * has happened since.
     */
    Map<OrderState, Long> counts(Instant since) {
        Map<OrderState, Long> counts = new EnumMap<>(OrderState.class);
        for (OrderState state : OrderState.values()) {
            counts.put(state, 0L);
        }
        jdbc.query(
                "SELECT state, count(*) FROM "
                        + SHOWN
                        + """
                        WHERE state IN ('intended', 'unclear', 'releasing')
                            OR coalesce(released_at, decided_at) > ?::timestamptz
                        GROUP BY state
                        """,
                rs -> {
                    counts.put(OrderState.ofText(rs.getString(1)).orElseThrow(), rs.getLong(2));
                },
                since.toString());
        return counts;
    }

    private static OrderView view(ResultSet rs) throws SQLException {
        return new OrderView(
                rs.getObject("id", UUID.class),
                rs.getString("e164"),
                OrderState.ofText(rs.getString("state")).orElseThrow(),
                rs.getObject("intended_at", OffsetDateTime.class).toInstant(),
                instant(rs, "decided_at"),
                rs.getString("supplier_id"),
                rs.getString("reason"),
                instant(rs, "released_at"));
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}

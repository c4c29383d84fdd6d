package dev.switchboard.numbers.supplier;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What table {@code supplier_order} says of numbers that are given back. */
@Component
class JdbcReleases {

    /** A number that came by an order, is retired, and is still paid for. */
    record Due(UUID orderId, String supplierId) {}

    private final JdbcTemplate jdbc;

    JdbcReleases(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that were not tried yet first, then those whose last attempt is longest ago. */
    List<Due> due(int limit) {
        return jdbc.query(
                """
                SELECT o.id, o.supplier_id
                FROM supplier_order o JOIN phone_number p USING (e164)
                WHERE o.state = 'arrived' AND o.released_at IS NULL AND p.status = 'retired'
                ORDER BY o.release_failed_at NULLS FIRST, o.id LIMIT ?
                """,
                (rs, _) -> new Due(rs.getObject("id", UUID.class), rs.getString("supplier_id")),
                limit);
    }

    void released(UUID orderId, Instant now) {
        jdbc.update(
                """
                UPDATE supplier_order SET released_at = ?::timestamptz, reason = NULL
                WHERE id = ? AND released_at IS NULL
                """,
                now.toString(),
                orderId);
    }

    void failed(UUID orderId, String reason, Instant now) {
        jdbc.update(
                """
                UPDATE supplier_order SET release_failed_at = ?::timestamptz, reason = ?
                WHERE id = ? AND released_at IS NULL
                """,
                now.toString(),
                reason,
                orderId);
    }
}

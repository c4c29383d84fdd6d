package dev.switchboard.numbers.inventory;

import dev.switchboard.numbers.assignment.NumberStatus;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What there is, for admins and gauges. Reads only. */
@Component
public class JdbcNumbers {

    private static final RowMapper<NumberView> NUMBER =
            (rs, _) ->
                    new NumberView(
                            rs.getString("e164"),
                            rs.getString("area_code"),
                            NumberStatus.ofText(rs.getString("status")).orElseThrow(),
                            rs.getObject("owner_company_id", UUID.class),
                            rs.getObject("holder_user_id", UUID.class),
                            rs.getObject("holder_company_id", UUID.class),
                            instant(rs, "rests_until"),
                            instant(rs, "last_released_at"),
                            rs.getObject("imported_at", OffsetDateTime.class).toInstant());

    private static final String FIRST = "+1";
    private static final String LAST_AREA_CODE = "999";

    private final JdbcTemplate jdbc;

    JdbcNumbers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Numbers that match whatever is given, in order of number, at most {@code limit}. */
    public List<NumberView> find(NumberQuery query) {
        // Only what is given stands in the text: it decides which index can serve.
        List<String> conditions = new ArrayList<>(List.of("e164 > ?"));
        List<Object> values = new ArrayList<>();
        values.add(query.after() == null ? "" : query.after());
        if (query.areaCode() != null) {
            conditions.add("e164 >= ? AND e164 < ?");
            values.add(FIRST + query.areaCode());
            values.add(after(query.areaCode()));
        }
        if (query.status() != null) {
            // A literal, since an index on numbers of one status is of no use to a parameter.
            conditions.add("status = '%s'".formatted(query.status().text()));
        }
        if (query.userId() != null) {
            conditions.add("holder_user_id = ?");
            values.add(query.userId());
        }
        return jdbc.query(
                "SELECT * FROM phone_number WHERE %s ORDER BY e164 LIMIT %d"
                        .formatted(String.join(" AND ", conditions), query.limit()),
                NUMBER,
                values.toArray());
    }

    /** What comes after all numbers of an area code, in their order. */
    private static String after(String areaCode) {
        return areaCode.equals(LAST_AREA_CODE) ? "+2" : FIRST + (Integer.parseInt(areaCode) + 1);
    }

    /** One number. */
    public Optional<NumberView> find(String e164) {
        return jdbc.query("SELECT * FROM phone_number WHERE e164 = ?", NUMBER, e164).stream()
                .findFirst();
    }

    /** Who has held a number, the latest first. */
    public List<Holding> historyOf(String e164) {
        return jdbc.query(
                "SELECT * FROM number_history WHERE e164 = ? ORDER BY held_from DESC, id DESC",
                (rs, _) ->
                        new Holding(
                                rs.getObject("user_id", UUID.class),
                                rs.getObject("company_id", UUID.class),
                                rs.getObject("held_from", OffsetDateTime.class).toInstant(),
                                instant(rs, "held_until"),
                                rs.getString("given_because"),
                                rs.getString("ended_because")),
                e164);
    }

    /** Counts by area code, in its order. */
    public List<AreaCodeSummary> summary() {
        Map<String, Map<NumberStatus, Long>> numbers = new TreeMap<>();
        jdbc.query(
                """
                SELECT area_code, status, sum(numbers)::bigint AS n FROM number_count
                GROUP BY 1, 2 HAVING sum(numbers) > 0
                """,
                rs -> {
                    numbers.computeIfAbsent(
                                    rs.getString("area_code"),
                                    _ -> new EnumMap<>(NumberStatus.class))
                            .put(
                                    NumberStatus.ofText(rs.getString("status")).orElseThrow(),
                                    rs.getLong("n"));
                });
        Map<String, Long> waiting = new HashMap<>();
        jdbc.query(
                """
                SELECT coalesce(area_code, '') AS area_code, count(*) AS n
                FROM subscriber WHERE waiting_since IS NOT NULL GROUP BY 1
                """,
                rs -> {
                    waiting.put(rs.getString("area_code"), rs.getLong("n"));
                });
        waiting.keySet()
                .forEach(a -> numbers.computeIfAbsent(a, _ -> new EnumMap<>(NumberStatus.class)));
        return numbers.entrySet().stream()
                .map(
                        e ->
                                new AreaCodeSummary(
                                        e.getKey(),
                                        e.getValue(),
                                        waiting.getOrDefault(e.getKey(), 0L)))
                .toList();
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime value = rs.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}

package dev.switchboard.numbers.assignment;

import dev.switchboard.messages.Entitlement;
import dev.switchboard.messages.OfficeChangePolicy;
import dev.switchboard.numbers.assignment.Subscriber.Standing;
import dev.switchboard.numbers.assignment.Subscriber.Waiting;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Table {@code subscriber}. */
@Component
final class JdbcSubscribers {

    /** In number_office_id, where null is the user's office. */
    private static final UUID NO_OFFICE = new UUID(0, 0);

    private static final RowMapper<Subscriber> ROW = (rs, _) -> subscriber(rs);

    private final JdbcTemplate jdbc;

    JdbcSubscribers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks users, in order of their ids; those who were not known get a row of version 0 first.
     *
     * @param companies the users, each with their company
     */
    List<Subscriber> lock(Map<UUID, UUID> companies) {
        jdbc.update(
                """
                INSERT INTO subscriber (user_id, company_id, state, version, correlation_id)
                SELECT user_id, company_id, 'suspended', 0, ''
                FROM unnest(?, ?) AS t (user_id, company_id)
                ORDER BY user_id
                ON CONFLICT DO NOTHING
                """,
                SqlArrays.uuids(companies.keySet()),
                SqlArrays.uuids(companies.values()));
        return jdbc.query(
                "SELECT * FROM subscriber WHERE user_id = ANY (?) ORDER BY user_id FOR UPDATE",
                ROW,
                SqlArrays.uuids(companies.keySet()));
    }

    /** A user, locked, or empty where no event has told of them. */
    Optional<Subscriber> lock(UUID userId) {
        return jdbc
                .query("SELECT * FROM subscriber WHERE user_id = ? FOR UPDATE", ROW, userId)
                .stream()
                .findFirst();
    }

    /**
     * Waits until no other transaction holds these users, and locks them, in order of their ids.
     */
    void await(Set<UUID> userIds) {
        jdbc.query(
                "SELECT FROM subscriber WHERE user_id = ANY (?) ORDER BY user_id FOR UPDATE",
                _ -> {},
                SqlArrays.uuids(userIds));
    }

    /** All area codes of those who wait for a number of any of these. */
    Set<String> areaCodesOfWaiting(Set<String> areaCodes) {
        return new TreeSet<>(
                jdbc.query(
                        """
                        SELECT DISTINCT unnest(area_codes) FROM subscriber
                        WHERE waiting_since IS NOT NULL AND area_codes && ?
                        """,
                        (rs, _) -> rs.getString(1),
                        SqlArrays.texts(areaCodes)));
    }

    /**
     * The waiting users who could be served from what is free in these area codes, who came first
     * first. Not locked: {@link #lockWaiting} decides.
     */
    List<UUID> servable(Set<String> areaCodes, int limit) {
        return jdbc.query(
                """
                WITH waiting AS MATERIALIZED (
                    SELECT s.user_id, s.company_id, c.area_code, s.waiting_since,
                        row_number() OVER (PARTITION BY s.company_id, c.area_code
                            ORDER BY s.waiting_since, s.user_id) AS in_company,
                        row_number() OVER (PARTITION BY c.area_code
                            ORDER BY s.waiting_since, s.user_id) AS in_area
                    FROM subscriber s
                    CROSS JOIN LATERAL unnest(s.area_codes) AS c (area_code)
                    WHERE s.waiting_since IS NOT NULL AND s.area_codes && ?
                        AND c.area_code = ANY (?)
                ), owned AS (
                    SELECT w.company_id, w.area_code,
                        (SELECT count(*) FROM phone_number p
                         WHERE p.status = 'available' AND p.owner_company_id = w.company_id
                            AND p.area_code = w.area_code) AS n
                    FROM (SELECT DISTINCT company_id, area_code FROM waiting) w
                ), shared AS (
                    SELECT w.area_code,
                        (SELECT count(*) FROM phone_number p
                         WHERE p.status = 'available' AND p.owner_company_id IS NULL
                            AND p.area_code = w.area_code) AS n
                    FROM (SELECT DISTINCT area_code FROM waiting) w
                )
                SELECT w.user_id
                FROM waiting w
                JOIN owned o ON o.company_id = w.company_id AND o.area_code = w.area_code
                JOIN shared s ON s.area_code = w.area_code
                WHERE w.in_company <= o.n OR w.in_area <= s.n
                GROUP BY w.user_id, w.waiting_since
                ORDER BY w.waiting_since, w.user_id
                LIMIT ?
                """,
                (rs, _) -> rs.getObject(1, UUID.class),
                SqlArrays.texts(areaCodes),
                SqlArrays.texts(areaCodes),
                limit);
    }

    /**
     * Locks those who still wait in these area codes. Who is locked elsewhere is left out: that
     * transaction may want one of the area codes.
     */
    List<Subscriber> lockWaiting(Collection<UUID> userIds, Set<String> areaCodes) {
        return jdbc.query(
                """
                SELECT * FROM subscriber
                WHERE user_id = ANY (?) AND waiting_since IS NOT NULL AND area_codes && ?
                ORDER BY user_id
                FOR UPDATE SKIP LOCKED
                """,
                ROW,
                SqlArrays.uuids(userIds),
                SqlArrays.texts(areaCodes));
    }

    /** Area codes in which somebody waits although a number that suits them is free. */
    List<String> areaCodesToServe() {
        return jdbc.query(
                """
                SELECT DISTINCT w.area_code
                FROM (SELECT DISTINCT company_id, unnest(area_codes) AS area_code FROM subscriber
                      WHERE waiting_since IS NOT NULL) w
                WHERE EXISTS (
                        SELECT FROM phone_number p
                        WHERE p.status = 'available' AND p.owner_company_id IS NULL
                            AND p.area_code = w.area_code)
                    OR EXISTS (
                        SELECT FROM phone_number p
                        WHERE p.status = 'available' AND p.owner_company_id = w.company_id
                            AND p.area_code = w.area_code)
                ORDER BY 1
                """,
                (rs, _) -> rs.getString(1));
    }

    /** Users, each with their company, who wait although a number is on hold for them. */
    Map<UUID, UUID> waitingForHeld(int limit) {
        Map<UUID, UUID> found = new HashMap<>();
        jdbc.query(
                """
                SELECT user_id, company_id FROM subscriber s
                WHERE waiting_since IS NOT NULL AND EXISTS (
                    SELECT FROM phone_number p
                    WHERE p.status = 'on_hold' AND p.hold_company_id = s.company_id
                        AND left(p.hold_external_id COLLATE "C", 200)
                            = left(s.external_id COLLATE "C", 200)
                        AND p.hold_external_id = s.external_id)
                ORDER BY waiting_since, user_id LIMIT ?
                """,
                rs -> {
                    found.put(rs.getObject(1, UUID.class), rs.getObject(2, UUID.class));
                },
                limit);
        return found;
    }

    void store(List<Subscriber> subscribers) {
        jdbc.update(
                """
                UPDATE subscriber s
                SET external_id = u.external_id, office_id = u.office_id, area_code = u.area_code,
                    fallback_area_codes = string_to_array(u.fallback_area_codes, ','),
                    number_included = u.number_included, requested_number = u.requested_number,
                    on_office_change = u.on_office_change, by_hand = u.by_hand,
                    judged_number = u.judged_number, judged_refusal = u.judged_refusal,
                    state = u.state, version = u.version, event_sequence = u.event_sequence,
                    waiting_since = u.waiting_since, told_area_code = u.told_area_code,
                    number_office_id = u.number_office_id, cause_id = u.cause_id,
                    correlation_id = u.correlation_id, traceparent = u.traceparent
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS u (
                    user_id, external_id, office_id, area_code, fallback_area_codes,
                    number_included, requested_number, on_office_change, by_hand, judged_number,
                    judged_refusal, state, version, event_sequence, waiting_since, told_area_code,
                    number_office_id, cause_id, correlation_id, traceparent)
                WHERE s.user_id = u.user_id
                """,
                SqlArrays.uuids(subscribers, Subscriber::userId),
                SqlArrays.texts(subscribers, JdbcSubscribers::keptExternalId),
                SqlArrays.uuids(subscribers, s -> s.profile().officeId()),
                SqlArrays.texts(subscribers, s -> s.profile().mainAreaCode()),
                SqlArrays.texts(subscribers, JdbcSubscribers::fallbackAreaCodes),
                SqlArrays.booleans(subscribers, s -> s.profile().entitlement().numberIncluded()),
                SqlArrays.texts(subscribers, s -> s.profile().entitlement().requestedNumber()),
                SqlArrays.texts(
                        subscribers, s -> s.profile().entitlement().onOfficeChange().name()),
                SqlArrays.texts(subscribers, s -> s.byHand().column()),
                SqlArrays.texts(subscribers, s -> s.judged() == null ? null : s.judged().number()),
                SqlArrays.texts(subscribers, Subscriber::refusal),
                SqlArrays.texts(subscribers, s -> s.state().column()),
                SqlArrays.longs(subscribers, Subscriber::version),
                SqlArrays.longs(subscribers, Subscriber::sequence),
                SqlArrays.instants(
                        subscribers, s -> s.waiting() == null ? null : s.waiting().since()),
                SqlArrays.texts(subscribers, s -> s.waiting() == null ? null : s.waiting().told()),
                SqlArrays.uuids(subscribers, JdbcSubscribers::earlierOffice),
                SqlArrays.uuids(subscribers, s -> s.cause().messageId()),
                SqlArrays.texts(subscribers, s -> s.cause().correlationId()),
                SqlArrays.texts(subscribers, s -> s.cause().traceparent()));
    }

    /** A deleted user leaves nothing behind but ids. */
    private static @Nullable String keptExternalId(Subscriber s) {
        return s.state() == UserState.DELETED ? null : s.externalId();
    }

    /** Null for nearly everybody: it is the user's office. */
    private static @Nullable UUID earlierOffice(Subscriber s) {
        UUID office = s.numberOffice();
        if (Objects.equals(office, s.profile().officeId())) {
            return null;
        }
        return office == null ? NO_OFFICE : office;
    }

    /** unnest knows no arrays of arrays of different lengths. */
    private static String fallbackAreaCodes(Subscriber s) {
        return s.areaCodes().stream().skip(1).collect(Collectors.joining(","));
    }

    private static Subscriber subscriber(ResultSet rs) throws SQLException {
        OffsetDateTime waitingSince = rs.getObject("waiting_since", OffsetDateTime.class);
        Instant since = waitingSince == null ? null : waitingSince.toInstant();
        String judged = rs.getString("judged_number");
        var user =
                new Subscriber(
                        rs.getObject("user_id", UUID.class),
                        rs.getObject("company_id", UUID.class),
                        profile(rs),
                        rs.getLong("version"),
                        rs.getLong("event_sequence"),
                        new Standing(
                                ByHand.ofColumn(rs.getString("by_hand")),
                                judged == null
                                        ? null
                                        : new Judgement(judged, rs.getString("judged_refusal")),
                                since == null
                                        ? null
                                        : new Waiting(since, rs.getString("told_area_code")),
                                rs.getObject("office_id", UUID.class)),
                        new Cause(
                                rs.getObject("cause_id", UUID.class),
                                rs.getString("correlation_id"),
                                rs.getString("traceparent")));
        return withEarlierOffice(user, rs.getObject("number_office_id", UUID.class));
    }

    /**
     * Of a user who is entitled to a number, a release that does not know the column may have left
     * it behind.
     */
    private static Subscriber withEarlierOffice(Subscriber user, @Nullable UUID column) {
        if (column == null || user.entitled()) {
            return user;
        }
        return user.withNumberOffice(column.equals(NO_OFFICE) ? null : column);
    }

    private static Profile profile(ResultSet rs) throws SQLException {
        return new Profile(
                rs.getString("external_id"),
                rs.getObject("office_id", UUID.class),
                List.of((String[]) rs.getArray("area_codes").getArray()),
                UserState.ofColumn(rs.getString("state")),
                new Entitlement(
                        rs.getBoolean("number_included"),
                        rs.getString("requested_number"),
                        OfficeChangePolicy.valueOf(rs.getString("on_office_change"))));
    }
}

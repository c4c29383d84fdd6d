package dev.switchboard.numbers.assignment;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Function;

/** Table {@code phone_number}, as far as it is read to give numbers; {@link JdbcLedger} writes. */
@Component
final class JdbcInventory {

    /** Apart from the other advisory locks; the second key is the area code. */
    private static final int AREA_CODE_LOCKS = 0x6e756d;

    private static final RowMapper<FreeNumber> FREE_NUMBER =
            (rs, _) -> {
                OffsetDateTime released = rs.getObject("last_released_at", OffsetDateTime.class);
                return new FreeNumber(
                        rs.getString("e164"),
                        rs.getString("area_code"),
                        rs.getObject("owner_company_id", UUID.class),
                        released == null ? null : released.toInstant(),
                        NumberStatus.ofColumn(rs.getString("status")));
            };

    /** A company's wish for a number. */
    record Requested(UUID companyId, String e164) {}

    private record Pool(UUID companyId, String areaCode) {}

    private final JdbcTemplate jdbc;
    private final SharedPoolFront front;

    JdbcInventory(JdbcTemplate jdbc, SharedPoolFront front) {
        this.jdbc = jdbc;
        this.front = front;
    }

    /**
     * Locks area codes until the transaction ends. Who gives an available number, makes one
     * available or lets a user wait does it under this lock; so at every commit nobody waits for a
     * number that is there.
     */
    void lock(SortedSet<String> areaCodes) {
        if (!areaCodes.isEmpty()) {
            // unnest keeps the array's order, which is the order that all transactions lock in.
            jdbc.query(
                    "SELECT pg_advisory_xact_lock(?, a::int) FROM unnest(?) AS a",
                    _ -> {},
                    AREA_CODE_LOCKS,
                    SqlArrays.texts(areaCodes));
        }
    }

    /** The numbers that users hold, by user; the users must be locked. */
    Map<UUID, HeldNumber> heldBy(Collection<UUID> userIds) {
        Map<UUID, HeldNumber> held = new HashMap<>();
        jdbc.query(
                """
                SELECT holder_user_id, e164, status, owner_company_id IS NULL AS shared
                FROM phone_number WHERE holder_user_id = ANY (?)
                """,
                rs -> {
                    held.put(
                            rs.getObject("holder_user_id", UUID.class),
                            new HeldNumber(
                                    rs.getString("e164"),
                                    NumberStatus.ofColumn(rs.getString("status")),
                                    rs.getBoolean("shared")));
                },
                SqlArrays.uuids(userIds));
        return held;
    }

    /** Holders, each with their company, of numbers whose reservation has ended. */
    Map<UUID, UUID> holdersOfDue(Instant now, int limit) {
        Map<UUID, UUID> holders = new HashMap<>();
        jdbc.query(
                """
                SELECT holder_user_id, holder_company_id FROM phone_number
                WHERE status = 'reserved' AND rests_until <= ?::timestamptz
                ORDER BY rests_until LIMIT ?
                """,
                rs -> {
                    holders.put(rs.getObject(1, UUID.class), rs.getObject(2, UUID.class));
                },
                now.toString(),
                limit);
        return holders;
    }

    /** Of these users, who are locked, the numbers whose reservation has ended. */
    Map<UUID, HeldNumber> dueOf(Collection<UUID> userIds, Instant now) {
        Map<UUID, HeldNumber> due = heldBy(userIds);
        due.keySet()
                .retainAll(
                        jdbc.query(
                                """
                                SELECT holder_user_id FROM phone_number
                                WHERE status = 'reserved' AND rests_until <= ?::timestamptz
                                    AND holder_user_id = ANY (?)
                                """,
                                (rs, _) -> rs.getObject(1, UUID.class),
                                now.toString(),
                                SqlArrays.uuids(userIds)));
        return due;
    }

    /** Locks and returns the numbers that are on hold for these users' like, by user. */
    Map<UUID, FreeNumber> onHoldFor(Collection<Subscriber> seekers) {
        List<Subscriber> named =
                seekers.stream().filter(s -> Objects.nonNull(s.externalId())).toList();
        Map<UUID, FreeNumber> result = new HashMap<>();
        if (named.isEmpty()) {
            return result;
        }
        Map<List<Object>, Subscriber> byName = new HashMap<>();
        named.forEach(s -> byName.put(List.of(s.companyId(), externalId(s)), s));
        jdbc.query(
                """
                SELECT * FROM phone_number
                WHERE status = 'on_hold'
                    AND (hold_company_id, left(hold_external_id COLLATE "C", 200), hold_external_id)
                        IN (SELECT company_id, left(external_id COLLATE "C", 200), external_id
                            FROM unnest(?, ?) AS s (company_id, external_id))
                ORDER BY last_released_at DESC, e164
                FOR UPDATE
                """,
                rs -> {
                    Subscriber seeker =
                            byName.get(
                                    List.of(
                                            rs.getObject("hold_company_id", UUID.class),
                                            rs.getString("hold_external_id")));
                    if (seeker != null) {
                        result.putIfAbsent(seeker.userId(), FREE_NUMBER.mapRow(rs, 0));
                    }
                },
                SqlArrays.uuids(named, Subscriber::companyId),
                SqlArrays.texts(named, Subscriber::externalId));
        return result;
    }

    /** The company's number, whatever its status, or null where it owns no such number. */
    Map<Requested, FreeNumber> requested(Collection<Requested> requests) {
        Map<Requested, FreeNumber> found = new HashMap<>();
        if (requests.isEmpty()) {
            return found;
        }
        jdbc.query(
                """
                SELECT p.* FROM phone_number p
                JOIN (SELECT DISTINCT * FROM unnest(?, ?)) AS t (company_id, e164)
                    ON p.e164 = t.e164 AND p.owner_company_id = t.company_id
                """,
                rs -> {
                    FreeNumber number = Objects.requireNonNull(FREE_NUMBER.mapRow(rs, 0));
                    found.put(
                            new Requested(
                                    rs.getObject("owner_company_id", UUID.class), number.e164()),
                            number);
                },
                SqlArrays.uuids(requests, Requested::companyId),
                SqlArrays.texts(requests, Requested::e164));
        return found;
    }

    /** Whether a user has had a number and lost it. */
    boolean hadBefore(UUID userId, String e164) {
        return Boolean.TRUE.equals(
                jdbc.queryForObject(
                        """
                        SELECT EXISTS (SELECT FROM number_history
                            WHERE user_id = ? AND e164 = ? AND held_until IS NOT NULL)
                        """,
                        Boolean.class,
                        userId,
                        e164));
    }

    /** Locks a number where it is on hold; before area codes, as everybody does. */
    void lockOnHold(String e164) {
        jdbc.query(
                "SELECT FROM phone_number WHERE e164 = ? AND status = 'on_hold' FOR UPDATE",
                _ -> {},
                e164);
    }

    /**
     * Locks a number after area codes, without waiting for it.
     *
     * @return false where it has gone on hold since {@link #lockOnHold} and another transaction has
     *     it, which may be waiting for an area code: let go of those and begin anew
     */
    boolean lockLate(String e164) {
        List<Boolean> free =
                jdbc.query(
                        "SELECT FROM phone_number WHERE e164 = ? FOR UPDATE SKIP LOCKED",
                        (_, _) -> true,
                        e164);
        return !free.isEmpty()
                || !Boolean.TRUE.equals(
                        jdbc.queryForObject(
                                """
                                SELECT EXISTS (SELECT FROM phone_number
                                    WHERE e164 = ? AND status = 'on_hold')
                                """,
                                Boolean.class,
                                e164));
    }

    /** The number, where an admin may give it to a user of this company. */
    Optional<FreeNumber> giveable(String e164, UUID companyId) {
        return jdbc
                .query(
                        """
                        SELECT * FROM phone_number
                        WHERE e164 = ? AND (owner_company_id IS NULL OR owner_company_id = ?)
                            AND (status = 'available'
                                OR status = 'on_hold' AND hold_company_id = ?)
                        """,
                        FREE_NUMBER,
                        e164,
                        companyId,
                        companyId)
                .stream()
                .findFirst();
    }

    /** Available numbers for these users, of each pool as many as could be needed. */
    List<FreeNumber> availableFor(Collection<Subscriber> seekers) {
        return availableFor(seekers, Set.of());
    }

    /**
     * The same without some of the companies' own, which this transaction has given to somebody and
     * not written yet.
     */
    List<FreeNumber> availableFor(Collection<Subscriber> seekers, Set<String> taken) {
        Map<Pool, Long> wanted =
                seekers.stream()
                        .flatMap(s -> s.areaCodes().stream().map(a -> new Pool(s.companyId(), a)))
                        .collect(groupingBy(Function.identity(), counting()));
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<FreeNumber> found = new ArrayList<>(owned(wanted, taken));
        found.addAll(
                shared(
                        wanted.entrySet().stream()
                                .collect(
                                        groupingBy(
                                                each -> each.getKey().areaCode(),
                                                summingLong(Map.Entry::getValue)))));
        return found;
    }

    private List<FreeNumber> owned(Map<Pool, Long> wanted, Set<String> taken) {
        return jdbc.query(
                """
                SELECT f.* FROM unnest(?, ?, ?) AS w (company_id, area_code, n)
                CROSS JOIN LATERAL (
                    SELECT e164, area_code, owner_company_id, last_released_at, status
                    FROM phone_number
                    WHERE status = 'available' AND owner_company_id = w.company_id
                        AND area_code = w.area_code AND e164 <> ALL (?)
                    ORDER BY last_released_at NULLS FIRST, e164
                    LIMIT w.n) f
                """,
                FREE_NUMBER,
                SqlArrays.uuids(wanted.keySet(), Pool::companyId),
                SqlArrays.texts(wanted.keySet(), Pool::areaCode),
                SqlArrays.longs(wanted.entrySet(), Map.Entry::getValue),
                SqlArrays.texts(taken));
    }

    private List<FreeNumber> shared(Map<String, Long> wanted) {
        Map<String, String> places = new HashMap<>();
        wanted.keySet().forEach(code -> front.of(code).ifPresent(place -> places.put(code, place)));
        Map<String, List<FreeNumber>> found =
                places.isEmpty() ? Map.of() : neverHad(places, wanted);
        Map<String, Long> left = new HashMap<>();
        List<FreeNumber> result = new ArrayList<>();
        wanted.forEach(
                (areaCode, n) -> {
                    List<FreeNumber> there = found.getOrDefault(areaCode, List.of());
                    if (there.size() < n) {
                        left.put(areaCode, n);
                    } else {
                        front.found(areaCode, there, false);
                        result.addAll(there);
                    }
                });
        if (!left.isEmpty()) {
            Map<String, List<FreeNumber>> all = all(left);
            left.keySet()
                    .forEach(
                            areaCode -> {
                                List<FreeNumber> there = all.getOrDefault(areaCode, List.of());
                                front.found(areaCode, there, true);
                                result.addAll(there);
                            });
        }
        return result;
    }

    /** The shared pool's that nobody has had, from a place on. */
    private Map<String, List<FreeNumber>> neverHad(
            Map<String, String> places, Map<String, Long> wanted) {
        return jdbc
                .query(
                        """
                        SELECT f.* FROM unnest(?, ?, ?) AS w (area_code, place, n)
                        CROSS JOIN LATERAL (
                            SELECT e164, area_code, owner_company_id, last_released_at, status
                            FROM phone_number
                            WHERE status = 'available' AND owner_company_id IS NULL
                                AND area_code = w.area_code
                                AND last_released_at IS NULL AND e164 >= w.place
                            ORDER BY last_released_at NULLS FIRST, e164
                            LIMIT w.n) f
                        """,
                        FREE_NUMBER,
                        SqlArrays.texts(places.keySet()),
                        SqlArrays.texts(places.values()),
                        SqlArrays.longs(places.keySet(), code -> wanted.getOrDefault(code, 0L)))
                .stream()
                .collect(groupingBy(FreeNumber::areaCode));
    }

    /** The shared pool's, in the order in which they are given. */
    private Map<String, List<FreeNumber>> all(Map<String, Long> wanted) {
        return jdbc
                .query(
                        """
                        SELECT f.* FROM unnest(?, ?) AS w (area_code, n)
                        CROSS JOIN LATERAL (
                            SELECT e164, area_code, owner_company_id, last_released_at, status
                            FROM phone_number
                            WHERE status = 'available' AND owner_company_id IS NULL
                                AND area_code = w.area_code
                            ORDER BY last_released_at NULLS FIRST, e164
                            LIMIT w.n) f
                        """,
                        FREE_NUMBER,
                        SqlArrays.texts(wanted.keySet()),
                        SqlArrays.longs(wanted.entrySet(), Map.Entry::getValue))
                .stream()
                .collect(groupingBy(FreeNumber::areaCode));
    }

    private static String externalId(Subscriber seeker) {
        return Objects.requireNonNull(seeker.externalId());
    }
}

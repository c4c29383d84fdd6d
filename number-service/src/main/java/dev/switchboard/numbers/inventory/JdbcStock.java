package dev.switchboard.numbers.inventory;

import dev.switchboard.numbers.assignment.Assignments;
import dev.switchboard.numbers.assignment.Nanp;
import dev.switchboard.numbers.assignment.NumberPolicy;
import dev.switchboard.numbers.assignment.NumberStatus;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Puts numbers into table {@code phone_number}, and back to those that can be given. */
@Component
final class JdbcStock {

    static final String OTHER_OWNER = "it is there already, with another owner";

    private static final int RETURNS = 1000;

    /** A number to be taken in; without an owner it is the shared pool's. */
    record NewNumber(String e164, @Nullable UUID ownerCompanyId) {}

    /**
     * What became of numbers.
     *
     * @param changed numbers whose owner was changed
     * @param left why numbers that are there stay as they are, although that is not what was wanted
     */
    record Stored(int added, int changed, Map<String, String> left) {}

    /**
     * A number that may have another owner: nobody has it, and nobody had it so lately that callers
     * of theirs would reach another company. What this import itself has brought stays.
     */
    private static final String OWNER_MAY_CHANGE =
            """
            p.owner_company_id IS DISTINCT FROM t.owner AND p.status = 'available'
                AND p.imported_at < ?::timestamptz
                AND (p.last_released_at IS NULL OR p.last_released_at <= ?::timestamptz)
            """;

    private final JdbcTemplate jdbc;
    private final Assignments assignments;
    private final NumberPolicy policy;
    private final Clock clock;

    JdbcStock(JdbcTemplate jdbc, Assignments assignments, NumberPolicy policy, Clock clock) {
        this.jdbc = jdbc;
        this.assignments = assignments;
        this.policy = policy;
        this.clock = clock;
    }

    /** Adds to the shared pool what is not there, and serves waiting users from it. */
    void add(String e164) {
        List<NewNumber> number = List.of(new NewNumber(e164, null));
        assignments.arrive(areaCodes(number), () -> insert(number));
    }

    /**
     * Adds what is not there, changes the owner of what may have another, and serves waiting users
     * from both.
     *
     * @param begin of the import
     */
    Stored take(List<NewNumber> numbers, Instant begin) {
        return assignments.arrive(
                areaCodes(numbers),
                () -> {
                    int added = insert(numbers);
                    return added == numbers.size()
                            ? new Stored(added, 0, Map.of())
                            : new Stored(added, changeOwners(numbers, begin), left(numbers));
                });
    }

    /** What {@link #take} would do. */
    Stored compare(List<NewNumber> numbers, Instant begin) {
        Set<String> there =
                new HashSet<>(
                        jdbc.query(
                                "SELECT e164 FROM phone_number WHERE e164 = ANY (?)",
                                (rs, _) -> rs.getString(1),
                                e164s(numbers)));
        Set<String> changing =
                new HashSet<>(
                        jdbc.query(
                                """
                                SELECT p.e164 FROM unnest(?, ?) AS t (e164, owner)
                                JOIN phone_number p ON p.e164 = t.e164 WHERE %s
                                """
                                        .formatted(OWNER_MAY_CHANGE),
                                (rs, _) -> rs.getString(1),
                                e164s(numbers),
                                owners(numbers),
                                begin.toString(),
                                restedSince().toString()));
        Map<String, String> left = left(numbers);
        left.keySet().removeAll(changing);
        return new Stored(numbers.size() - there.size(), changing.size(), left);
    }

    /** The area codes in which a hold or an aging has ended. */
    List<String> areaCodesWithEndedRest() {
        return jdbc.query(
                """
                SELECT DISTINCT area_code FROM phone_number
                WHERE status IN ('on_hold', 'aging') AND rests_until <= ?::timestamptz ORDER BY 1
                """,
                (rs, _) -> rs.getString(1),
                clock.instant().toString());
    }

    /**
     * Moves numbers of an area code on whose rest has ended: a company's own to available, the
     * shared pool's from hold to aging and from aging to available. Serves waiting users.
     *
     * @return how many were moved; there may be more
     */
    int returnRested(String areaCode) {
        return assignments.arrive(new TreeSet<>(Set.of(areaCode)), () -> moveOn(areaCode));
    }

    /**
     * Takes a number out of use, where nobody holds it.
     *
     * @return false where somebody holds it, it is ported out, or it is not there
     */
    boolean takeOut(String e164, NumberStatus status) {
        return assignments.depart(
                e164,
                () ->
                        jdbc.update(
                                        """
                                        UPDATE phone_number
                                        SET status = ?, rests_until = NULL, hold_company_id = NULL,
                                            hold_external_id = NULL
                                        WHERE e164 = ? AND status IN
                                            ('available', 'on_hold', 'aging', 'retired', ?)
                                        """,
                                        status.text(),
                                        e164,
                                        status.text())
                                == 1);
    }

    private int insert(List<NewNumber> numbers) {
        return jdbc.update(
                """
                INSERT INTO phone_number (e164, owner_company_id, status, imported_at)
                SELECT e164, owner, 'available', ?::timestamptz
                FROM unnest(?, ?) AS t (e164, owner)
                ORDER BY e164
                ON CONFLICT (e164) DO NOTHING
                """,
                clock.instant().toString(),
                e164s(numbers),
                owners(numbers));
    }

    private int changeOwners(List<NewNumber> numbers, Instant begin) {
        return jdbc.update(
                """
                UPDATE phone_number p SET owner_company_id = t.owner, imported_at = ?::timestamptz
                FROM unnest(?, ?) AS t (e164, owner)
                WHERE p.e164 = t.e164 AND %s
                """
                        .formatted(OWNER_MAY_CHANGE),
                clock.instant().toString(),
                e164s(numbers),
                owners(numbers),
                begin.toString(),
                restedSince().toString());
    }

    /** Numbers that are out of use, or still have another owner, each with a sentence's end. */
    private Map<String, String> left(List<NewNumber> numbers) {
        Map<String, String> left = new HashMap<>();
        jdbc.query(
                """
                SELECT p.e164, p.status
                FROM unnest(?, ?) AS t (e164, owner)
                JOIN phone_number p ON p.e164 = t.e164
                WHERE p.owner_company_id IS DISTINCT FROM t.owner
                    OR p.status IN ('ported_out', 'retired')
                """,
                rs -> {
                    left.put(
                            rs.getString(1),
                            why(NumberStatus.ofText(rs.getString(2)).orElseThrow()));
                },
                e164s(numbers),
                owners(numbers));
        return left;
    }

    private static String why(NumberStatus status) {
        return switch (status) {
            case PORTED_OUT -> "it is ported out here, and stays so";
            case RETIRED -> "it is retired here, and stays so";
            case AVAILABLE ->
                    OTHER_OWNER
                            + ": this file names both, or a user of that one had it less than"
                            + " switchboard.numbers.aging ago";
            case ASSIGNED, RESERVED, ON_HOLD, AGING ->
                    OTHER_OWNER
                            + ", and "
                            + status.text()
                            + "; only an available number changes its owner";
        };
    }

    /** Who has a number from now on is not taken for a holder who lost it before this. */
    private Instant restedSince() {
        return clock.instant().minus(policy.aging());
    }

    private static SortedSet<String> areaCodes(List<NewNumber> numbers) {
        return numbers.stream()
                .map(n -> Nanp.areaCode(n.e164()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private int moveOn(String areaCode) {
        Instant now = clock.instant();
        Duration aging = policy.aging();
        return jdbc.update(
                """
                WITH rested AS (
                    SELECT e164, status = 'on_hold' AND owner_company_id IS NULL AS ages
                    FROM phone_number
                    WHERE area_code = ? AND status IN ('on_hold', 'aging')
                        AND rests_until <= ?::timestamptz
                    ORDER BY e164
                    LIMIT ?
                    FOR UPDATE SKIP LOCKED
                )
                UPDATE phone_number p
                SET status = CASE WHEN r.ages THEN 'aging' ELSE 'available' END,
                    rests_until =
                        CASE WHEN r.ages THEN p.rests_until + make_interval(secs => ?) END,
                    hold_company_id = NULL, hold_external_id = NULL
                FROM rested r
                WHERE p.e164 = r.e164
                """,
                areaCode,
                now.toString(),
                RETURNS,
                (double) aging.toSeconds());
    }

    private static SqlArrayValue e164s(List<NewNumber> numbers) {
        return new SqlArrayValue("text", numbers.stream().map(NewNumber::e164).toArray());
    }

    private static SqlArrayValue owners(List<NewNumber> numbers) {
        return new SqlArrayValue("uuid", numbers.stream().map(NewNumber::ownerCompanyId).toArray());
    }
}

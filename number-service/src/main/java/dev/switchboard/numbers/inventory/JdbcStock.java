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
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Puts numbers into table {@code phone_number}, and back to those that can be given. */
@Component
final class JdbcStock {

    private static final int RETURNS = 1000;

    /** A number to be taken in; without an owner it is the shared pool's. */
    record NewNumber(String e164, @Nullable UUID ownerCompanyId) {}

    /**
     * What became of new numbers.
     *
     * @param otherOwner numbers that are there with another owner
     */
    record Stored(int added, List<String> otherOwner) {}

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

    /** Adds what is not there, and serves waiting users from it. */
    Stored add(List<NewNumber> numbers) {
        SortedSet<String> areaCodes =
                numbers.stream()
                        .map(n -> Nanp.areaCode(n.e164()))
                        .collect(Collectors.toCollection(TreeSet::new));
        return assignments.arrive(areaCodes, () -> insert(numbers));
    }

    /** What {@link #add} would do. */
    Stored compare(List<NewNumber> numbers) {
        Integer there =
                jdbc.queryForObject(
                        "SELECT count(*)::int FROM phone_number WHERE e164 = ANY (?)",
                        Integer.class,
                        e164s(numbers));
        return new Stored(numbers.size() - (there == null ? 0 : there), withOtherOwner(numbers));
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

    private Stored insert(List<NewNumber> numbers) {
        int added =
                jdbc.update(
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
        return new Stored(added, added == numbers.size() ? List.of() : withOtherOwner(numbers));
    }

    private List<String> withOtherOwner(List<NewNumber> numbers) {
        return jdbc.query(
                """
                SELECT p.e164
                FROM unnest(?, ?) AS t (e164, owner)
                JOIN phone_number p ON p.e164 = t.e164
                WHERE p.owner_company_id IS DISTINCT FROM t.owner
                ORDER BY 1
                """,
                (rs, _) -> rs.getString(1),
                e164s(numbers),
                owners(numbers));
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

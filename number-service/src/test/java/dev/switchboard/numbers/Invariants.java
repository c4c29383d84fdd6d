package dev.switchboard.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import org.springframework.jdbc.core.JdbcTemplate;

/** What must hold at every commit, asked of the tables; each query finds what breaks it. */
final class Invariants {

    /** Whether a user is to have a number, as the rule says. */
    private static final String ENTITLED =
            "(s.state = 'active' AND s.by_hand <> 'withheld' AND (s.number_included OR s.by_hand = 'given'))";

    private Invariants() {}

    static void check(JdbcTemplate jdbc) {
        none(
                jdbc,
                "users with two numbers",
                """
                SELECT holder_user_id::text FROM phone_number
                WHERE holder_user_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1
                """);
        none(
                jdbc,
                "entitled users who neither have a number nor wait",
                """
                SELECT s.user_id::text FROM subscriber s WHERE %s AND waiting_since IS NULL
                AND NOT EXISTS (SELECT FROM phone_number p
                    WHERE p.holder_user_id = s.user_id AND p.status = 'assigned')
                """
                        .formatted(ENTITLED));
        none(
                jdbc,
                "users who wait although a number is there",
                """
                SELECT s.user_id || ' ' || s.area_codes::text FROM subscriber s
                WHERE waiting_since IS NOT NULL AND EXISTS (
                    SELECT FROM phone_number p WHERE p.status = 'available'
                    AND p.area_code = ANY (s.area_codes)
                    AND (p.owner_company_id IS NULL OR p.owner_company_id = s.company_id))
                """);
        none(
                jdbc,
                "users who wait and are entitled to none, or have one",
                """
                SELECT s.user_id::text FROM subscriber s WHERE waiting_since IS NOT NULL
                AND (NOT %s OR EXISTS (
                    SELECT FROM phone_number p WHERE p.holder_user_id = s.user_id))
                """
                        .formatted(ENTITLED));
        none(
                jdbc,
                "numbers whose status is not their holder's",
                """
                SELECT p.e164 || ' ' || p.status || ' ' || s.state
                FROM phone_number p JOIN subscriber s ON s.user_id = p.holder_user_id
                WHERE s.state = 'deleted'
                    OR p.status <> CASE WHEN %s THEN 'assigned' ELSE 'reserved' END
                """
                        .formatted(ENTITLED));
        numbersAreCounted(jdbc);
        history(jdbc);
    }

    static void numbersAreCounted(JdbcTemplate jdbc) {
        none(
                jdbc,
                "counts of numbers that are not how many there are",
                """
                SELECT concat_ws(' ', area_code, shared, status, c.n, r.n) FROM (
                    SELECT area_code, shared, status, sum(numbers) AS n FROM number_count
                    GROUP BY 1, 2, 3) c
                FULL JOIN (
                    SELECT area_code, owner_company_id IS NULL AS shared, status, count(*) AS n
                    FROM phone_number GROUP BY 1, 2, 3) r USING (area_code, shared, status)
                WHERE coalesce(c.n, 0) <> coalesce(r.n, 0)
                """);
    }

    private static void history(JdbcTemplate jdbc) {
        none(
                jdbc,
                "numbers whose history does not end with their holder",
                """
                SELECT coalesce(p.e164, h.e164) FROM phone_number p FULL JOIN (
                    SELECT * FROM number_history WHERE held_until IS NULL) h ON h.e164 = p.e164
                WHERE p.holder_user_id IS DISTINCT FROM h.user_id
                """);
        none(
                jdbc,
                "times with a number that overlap",
                """
                SELECT e164 FROM (
                    SELECT e164, held_from, held_until,
                        lead(held_from) OVER (PARTITION BY e164 ORDER BY id) AS next_from
                    FROM number_history) h
                WHERE held_until < held_from OR next_from < coalesce(held_until, 'infinity')
                """);
        none(
                jdbc,
                "numbers that were released later than their history says",
                """
                SELECT p.e164 FROM phone_number p
                WHERE p.last_released_at IS DISTINCT FROM
                    (SELECT max(h.held_until) FROM number_history h WHERE h.e164 = p.e164)
                """);
    }

    private static void none(JdbcTemplate jdbc, String what, String sql) {
        assertThat(jdbc.queryForList(sql, String.class)).as(what).isEmpty();
    }
}

package dev.switchboard.systemtests;

import dev.switchboard.localstack.trace.Addresses;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** One company's rows in the schemas of both services, which no service sees together. */
final class WholeStore {

    /** Whether a user is to have a number, as the number service was told. */
    private static final String ENTITLED =
            "s.state = 'active' AND s.by_hand <> 'withheld' AND (s.number_included OR s.by_hand ="
                    + " 'given')";

    private static final Map<String, String> WHAT_BREAKS_IT = new LinkedHashMap<>();

    static {
        WHAT_BREAKS_IT.put(
                "licences whose count is not that of their holders",
                """
                SELECT l.type || ' ' || l.used FROM users.licence l WHERE l.company_id = $1
                AND l.used <> (SELECT count(*) FROM users.scim_user u
                    WHERE u.company_id = $1 AND u.licence = l.type)
                """);
        WHAT_BREAKS_IT.put(
                "active users with no licence who do not wait, and others who have one or wait",
                """
                SELECT id::text FROM users.scim_user WHERE company_id = $1
                AND active <> (licence IS NOT NULL OR licence_wanted IS NOT NULL)
                """);
        WHAT_BREAKS_IT.put(
                "users who wait for a licence that is free",
                """
                SELECT u.id || ' ' || u.licence_wanted FROM users.scim_user u
                JOIN users.licence l ON l.company_id = u.company_id AND l.type = u.licence_wanted
                WHERE u.company_id = $1 AND l.used < l.total
                """);
        WHAT_BREAKS_IT.put(
                "users whose number is not what the number service says",
                """
                SELECT u.id || ' ' || coalesce(u.number, '-') || ' ' || u.number_status || ' but '
                    || coalesce(p.e164, '-') || ' ' || coalesce(p.status, '-')
                FROM users.scim_user u
                LEFT JOIN numbers.phone_number p ON p.holder_user_id = u.id
                WHERE u.company_id = $1 AND (u.number IS DISTINCT FROM p.e164
                    OR (u.number_status IN ('assigned', 'reserved')) <> (p.e164 IS NOT NULL)
                    OR p.status <> u.number_status)
                """);
        WHAT_BREAKS_IT.put(
                "users who are known otherwise to the number service",
                """
                SELECT u.id || ' ' || s.state || ' ' || u.number_status
                FROM users.scim_user u LEFT JOIN numbers.subscriber s ON s.user_id = u.id
                WHERE u.company_id = $1 AND (s.user_id IS NULL
                    OR s.state <> CASE WHEN u.active THEN 'active' ELSE 'suspended' END
                    OR s.number_included <> coalesce((SELECT l.number_included FROM users.licence l
                        WHERE l.company_id = $1 AND l.type = u.licence), NOT u.active
                            AND s.number_included)
                    OR (s.waiting_since IS NOT NULL) <> (u.number_status = 'waiting'))
                """);
        WHAT_BREAKS_IT.put(
                "entitled users without a number who do not wait, and numbers of others in use",
                """
                SELECT s.user_id || ' ' || coalesce(p.e164, '-') || ' ' || s.by_hand
                FROM numbers.subscriber s
                LEFT JOIN numbers.phone_number p ON p.holder_user_id = s.user_id
                WHERE s.company_id = $1 AND (%1$s) <>
                    (coalesce(p.status = 'assigned', false) OR s.waiting_since IS NOT NULL)
                """
                        .formatted(ENTITLED));
        WHAT_BREAKS_IT.put(
                "users who wait although a number is there",
                """
                SELECT s.user_id::text FROM numbers.subscriber s
                WHERE s.company_id = $1 AND s.waiting_since IS NOT NULL AND EXISTS (
                    SELECT FROM numbers.phone_number p WHERE p.status = 'available'
                    AND p.area_code = ANY (s.area_codes)
                    AND (p.owner_company_id IS NULL OR p.owner_company_id = $1))
                """);
        WHAT_BREAKS_IT.put(
                "numbers whose history does not end with their holder",
                """
                SELECT p.e164 FROM numbers.phone_number p
                LEFT JOIN numbers.number_history h ON h.e164 = p.e164 AND h.held_until IS NULL
                WHERE p.owner_company_id = $1 AND p.holder_user_id IS DISTINCT FROM h.user_id
                """);
        WHAT_BREAKS_IT.put(
                "numbers that were held by two at a time",
                """
                SELECT a.e164 FROM numbers.number_history a
                JOIN numbers.number_history b ON b.e164 = a.e164 AND b.id > a.id
                WHERE a.company_id = $1 AND b.held_from < coalesce(a.held_until, 'infinity')
                """);
    }

    private final Addresses addresses;
    private final UUID company;

    WholeStore(Addresses addresses, UUID company) {
        this.addresses = addresses;
        this.company = company;
    }

    /** Empty, where all is as it should be. */
    List<String> whatDoesNotFit() {
        List<String> found = new ArrayList<>();
        WHAT_BREAKS_IT.forEach(
                (what, sql) -> rows(sql).forEach(row -> found.add(what + ": " + row)));
        return found;
    }

    /** Each user who ever was: active, suspended or deleted. */
    Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        rows("""
        SELECT s.user_id || ' ' || CASE WHEN u.id IS NULL THEN 'deleted'
            WHEN u.active THEN 'active' ELSE 'suspended' END
        FROM numbers.subscriber s LEFT JOIN users.scim_user u ON u.id = s.user_id
        WHERE s.company_id = $1 AND (u.id IS NULL) = (s.state = 'deleted')
        """)
                .forEach(row -> states.put(row.substring(0, 36), row.substring(37)));
        return states;
    }

    int licencesUsed() {
        return Integer.parseInt(
                rows("SELECT sum(used)::text FROM users.licence WHERE company_id = $1").getFirst());
    }

    private List<String> rows(String sql) {
        List<String> rows = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(
                                addresses.databaseUrl(),
                                addresses.databaseUsername(),
                                addresses.databasePassword());
                var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql.replace("$1", "'" + company + "'"))) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

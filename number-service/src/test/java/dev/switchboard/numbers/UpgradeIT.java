package dev.switchboard.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.testsupport.TestPostgres;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/**
 * The schema over releases, and who may see it. A migration keeps what is there and still takes
 * what the release before writes, since both run while one is replaced.
 */
@Timeout(120)
final class UpgradeIT {

    private final TestPostgres.Database database = TestPostgres.freshDatabase();
    private final JdbcClient numbers =
            JdbcClient.create(
                    new DriverManagerDataSource(
                            database.jdbcUrl() + "?currentSchema=numbers",
                            "number_service",
                            database.passwordOf("number_service")));

    @Test
    void keepsTheDataOfTheFirstReleaseAndStillTakesWhatItWrites() {
        migrate("1");
        writeAsTheFirstRelease("+12125550100");

        migrate("latest");
        writeAsTheFirstRelease("+12125550101");

        assertThat(
                        numbers.sql(
                                        """
                                        SELECT e164 FROM phone_number JOIN subscriber ON user_id = holder_user_id
                                        JOIN number_history USING (e164) WHERE status = 'assigned' ORDER BY 1
                                        """)
                                .query(String.class)
                                .list())
                .containsExactly("+12125550100", "+12125550101");
        assertThat(
                        numbers.sql(
                                        """
                                        SELECT concat_ws(' ', area_code, status, sum(numbers)) FROM number_count
                                        WHERE shared GROUP BY area_code, status
                                        """)
                                .query(String.class)
                                .list())
                .containsExactly("212 assigned 2");
    }

    @Test
    void forgetsWhatDeletedUsersHadAskedFor() {
        migrate("96");
        for (String state : List.of("deleted", "active")) {
            sql(
                    """
                    INSERT INTO subscriber (user_id, company_id, state, version, correlation_id,
                        requested_number, judged_number, judged_refusal)
                    VALUES (?, ?, ?, 1, 'r', '+12125550100', '+12125550100', 'it is not free')
                    """,
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    state);
        }

        migrate("latest");

        assertThat(
                        numbers.sql(
                                        """
                                        SELECT concat_ws(' ', state, requested_number, judged_number)
                                        FROM subscriber ORDER BY 1
                                        """)
                                .query(String.class)
                                .list())
                .containsExactly("active +12125550100 +12125550100", "deleted");
    }

    @Test
    void nobodyElseSeesIt() {
        migrate("latest");
        for (String role : List.of("provisioner", "scim_gateway")) {
            for (String sql :
                    List.of(
                            "SELECT 1 FROM numbers.phone_number",
                            "SELECT 1 FROM numbers.subscriber",
                            "DELETE FROM numbers.number_count",
                            "DELETE FROM numbers.outbox",
                            "DROP TABLE numbers.number_history")) {
                assertThatThrownBy(() -> execute(role, sql))
                        .as("%s: %s", role, sql)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("42501"));
            }
        }
    }

    private void execute(String role, String sql) throws SQLException {
        try (Connection connection = database.connect(role);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(
                        database.jdbcUrl(), "number_service", database.passwordOf("number_service"))
                .schemas("numbers")
                .locations("classpath:db/migration/numbers")
                .target(target)
                .load()
                .migrate();
    }

    /** A row of each table, with the columns of V1 and no others. */
    private void writeAsTheFirstRelease(String e164) {
        UUID user = UUID.randomUUID();
        UUID company = UUID.randomUUID();
        sql(
                """
                INSERT INTO subscriber (user_id, company_id, external_id, office_id, area_code, state, version,
                    event_sequence, correlation_id)
                VALUES (?, ?, '00u1', ?, '212', 'active', 1, 1, 'r')
                """,
                user,
                company,
                UUID.randomUUID());
        sql(
                """
                INSERT INTO phone_number (e164, status, holder_user_id, holder_company_id, imported_at)
                VALUES (?, 'assigned', ?, ?, now())
                """,
                e164,
                user,
                company);
        sql(
                """
                INSERT INTO number_history (e164, user_id, company_id, held_from, given_because)
                VALUES (?, ?, ?, now(), 'new user')
                """,
                e164,
                user,
                company);
        sql(
                "INSERT INTO outbox (topic, key, headers, value, added_at) VALUES ('number.events', ?, '{}', '{}', now())",
                user.toString());
    }

    private void sql(String sql, Object... parameters) {
        assertThat(numbers.sql(sql).params(parameters).update()).isEqualTo(1);
    }
}

package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.testsupport.TestPostgres;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the other services' roles may do with the user store: read a little, or nothing. */
@Timeout(120)
final class RolesIT {

    /** What a gateway needs to authenticate and to answer reads. */
    private static final List<String> READ_BY_GATEWAYS =
            List.of(
                    "users.api_token",
                    "users.company",
                    "users.group_member",
                    "users.office",
                    "users.scim_group",
                    "users.scim_user");

    private static final String REFUSED = "42501";

    private static final TestPostgres.Database DATABASE = TestPostgres.freshDatabase();

    @BeforeAll
    static void migrate() {
        Flyway.configure()
                .dataSource(DATABASE.jdbcUrl(), "provisioner", DATABASE.passwordOf("provisioner"))
                .schemas("users")
                .locations("classpath:db/migration/users")
                .load()
                .migrate();
    }

    @Test
    void gatewaysReadWhatTheyNeedAndNothingElse() throws SQLException {
        List<String> readable = new ArrayList<>();
        for (String table : tables()) {
            if (isAllowed("scim_gateway", "SELECT count(*) FROM " + table)) {
                readable.add(table);
            }
        }

        assertThat(readable).containsAll(READ_BY_GATEWAYS);
        assertThat(readable)
                .doesNotContain("users.outbox", "users.outcome", "users.dead_letter_handled");
    }

    @Test
    void gatewaysWriteNothing() throws SQLException {
        for (String table : tables()) {
            assertRefused("scim_gateway", "DELETE FROM " + table);
            assertRefused("scim_gateway", "TRUNCATE " + table);
            assertRefused("scim_gateway", "DROP TABLE " + table);
        }
        assertRefused("scim_gateway", "UPDATE users.scim_user SET active = false");
        assertRefused("scim_gateway", "UPDATE users.api_token SET revoked_at = NULL");
        assertRefused("scim_gateway", "CREATE TABLE users.mine (id int)");
        assertRefused("scim_gateway", "CREATE TABLE public.mine (id int)");
    }

    @Test
    void theNumberServiceSeesNothing() throws SQLException {
        for (String table : tables()) {
            assertRefused("number_service", "SELECT 1 FROM " + table);
            assertRefused("number_service", "DELETE FROM " + table);
        }
        assertRefused("number_service", "CREATE TABLE users.mine (id int)");
    }

    @Test
    void theProvisionerOwnsItsSchemaOnly() throws SQLException {
        assertRefused("provisioner", "CREATE TABLE numbers.mine (id int)");
        assertRefused("provisioner", "CREATE TABLE public.mine (id int)");
        assertRefused("provisioner", "CREATE ROLE mine");
    }

    private static List<String> tables() throws SQLException {
        try (Connection connection = DATABASE.connect("provisioner");
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname = 'users'")) {
            List<String> tables = new ArrayList<>();
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
            assertThat(tables).contains("users.scim_user", "users.outbox");
            return tables;
        }
    }

    private static boolean isAllowed(String role, String sql) throws SQLException {
        try (Connection connection = DATABASE.connect(role);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(sql).isEqualTo(REFUSED);
            return false;
        }
    }

    private static void assertRefused(String role, String sql) {
        assertThatThrownBy(
                        () -> {
                            try (Connection connection = DATABASE.connect(role);
                                    Statement statement = connection.createStatement()) {
                                statement.execute(sql);
                            }
                        })
                .as("%s: %s", role, sql)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getSQLState()).as(sql).isEqualTo(REFUSED));
    }
}

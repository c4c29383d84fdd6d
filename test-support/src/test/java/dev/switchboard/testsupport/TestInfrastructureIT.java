package dev.switchboard.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

@Timeout(120)
final class TestInfrastructureIT {

    @Test
    void makesTopicsOnceAndAgain() throws Exception {
        TestKafka kafka = TestKafka.shared();

        kafka.createTopics(3, "one", "two");
        kafka.createTopics(3, "two", "three");

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get()).contains("one", "two", "three");
        }
    }

    @Test
    void keepsTestClassesApart() throws SQLException {
        TestDatabase one = TestPostgres.shared().freshDatabase();
        TestDatabase other = TestPostgres.shared().freshDatabase();

        execute(one, one.provisioner(), "CREATE TABLE mine (id int)");

        execute(other, other.provisioner(), "CREATE TABLE mine (id int)");
        assertThat(one.jdbcUrl()).isNotEqualTo(other.jdbcUrl());
    }

    @Test
    void givesEachRoleItsRights() throws SQLException {
        TestDatabase database = TestPostgres.shared().freshDatabase();

        execute(database, database.numberService(), "CREATE TABLE numbers.mine (id int)");

        assertThatThrownBy(
                        () ->
                                execute(
                                        database,
                                        database.scimGateway(),
                                        "CREATE TABLE users.mine (id int)"))
                .isInstanceOf(SQLException.class);
    }

    private static void execute(TestDatabase database, TestDatabase.Login login, String sql)
            throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(), login.user(), login.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

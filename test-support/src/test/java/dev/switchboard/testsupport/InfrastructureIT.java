package dev.switchboard.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;

final class InfrastructureIT {

    @Test
    void offersABroker() throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            assertThat(admin.describeCluster().nodes().get(20, TimeUnit.SECONDS)).hasSize(1);
        }
    }

    @Test
    void makesTopicsOnceAndAgain() throws Exception {
        TestKafka.createTopics(3, "one", "two");
        TestKafka.createTopics(3, "two", "three");

        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS))
                    .contains("one", "two", "three");
        }
    }

    @Test
    void givesEachServiceItsSchemaAndNoOther() throws SQLException {
        TestPostgres.Database database = TestPostgres.freshDatabase();

        try (Connection provisioner = database.connect("provisioner");
                Statement statement = provisioner.createStatement()) {
            statement.execute("CREATE TABLE users.thing (id int)");
            assertThatThrownBy(() -> statement.execute("CREATE TABLE numbers.thing (id int)"))
                    .hasMessageContaining("permission denied for schema numbers");
        }
        try (Connection gateway = database.connect("scim_gateway");
                Statement statement = gateway.createStatement()) {
            assertThatThrownBy(() -> statement.execute("CREATE TABLE users.other (id int)"))
                    .hasMessageContaining("permission denied for schema users");
        }
    }

    @Test
    void givesEachTestADatabaseOfItsOwnThatIsDurable() throws SQLException {
        TestPostgres.Database one = TestPostgres.freshDatabase();
        TestPostgres.Database other = TestPostgres.freshDatabase();

        assertThat(one.jdbcUrl()).isNotEqualTo(other.jdbcUrl());
        try (Connection connection = one.connect("provisioner");
                Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery("SHOW synchronous_commit")) {
            setting.next();
            assertThat(setting.getString(1)).isEqualTo("on");
        }
    }
}

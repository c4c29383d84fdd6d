package dev.switchboard.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.localstack.ProcessStatus.Health;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

@Timeout(120)
final class LocalStackIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static LocalStack stack;

    @BeforeAll
    static void startBrokerAndDatabase() throws IOException {
        stack =
                new LocalStack(
                        StackSettings.forTests(
                                Files.createTempDirectory("local-stack-it-"),
                                StackPart.KAFKA,
                                StackPart.POSTGRES));
        stack.start();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void keepsTopicsOverARestart() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
        }

        stack.restart("kafka");

        try (Admin admin = admin()) {
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    @Test
    void makesNoTopicByAccident() throws Exception {
        try (Admin admin = admin()) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("typo")).allTopicNames().get())
                    .hasMessageContaining("UnknownTopicOrPartition");

            assertThat(admin.listTopics().names().get()).doesNotContain("typo");
        }
    }

    @Test
    void keepsCommittedRowsWhenTheDatabaseIsKilled() throws Exception {
        execute("CREATE TABLE users.kept AS SELECT 42 AS answer");

        stack.kill("postgres");
        assertThat(stack.isRunning("postgres")).isFalse();
        stack.start("postgres");

        assertThat(query("SELECT answer FROM users.kept")).isEqualTo("42");
    }

    @Test
    void waitsForTheDiskByDefault() throws Exception {
        assertThat(query("SHOW synchronous_commit")).isEqualTo("on");
    }

    @Test
    void giveEachServiceItsOwnSchemaOnly() throws Exception {
        DatabasePasswords passwords = stack.databasePasswords();

        try (Connection numbers = connect("number_service", passwords.numberService());
                Statement statement = numbers.createStatement()) {
            statement.execute("CREATE TABLE own (id int)");
            assertThatThrownBy(() -> statement.execute("CREATE TABLE users.foreign_table (id int)"))
                    .hasMessageContaining("permission denied for schema users");
        }
        try (Connection gateway = connect("scim_gateway", passwords.scimGateway());
                Statement statement = gateway.createStatement()) {
            assertThatThrownBy(() -> statement.execute("CREATE TABLE users.gateways (id int)"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void refusesAWrongPassword() {
        assertThatThrownBy(() -> connect("provisioner", "wrong"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void seesAFrozenProcessAsNotReady() {
        stack.pause("postgres");
        try {
            assertThat(health("postgres")).isEqualTo(Health.NOT_READY);
        } finally {
            stack.resume("postgres");
        }

        await().atMost(SOON).until(() -> health("postgres") == Health.READY);
    }

    @Test
    void leavesARunningProcessAlone() {
        long before = pid("kafka");

        stack.start();

        assertThat(pid("kafka")).isEqualTo(before);
    }

    @Test
    void namesATakenPortAndStartsNothing() throws IOException {
        Path home = Files.createTempDirectory("local-stack-taken-");
        StackSettings settings = StackSettings.forTests(home, StackPart.KAFKA, StackPart.POSTGRES);
        int port = settings.ports().forDefault(5433);
        try (LocalStack other = new LocalStack(settings);
                ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(other::start)
                    .isInstanceOf(StackException.class)
                    .hasMessage(
                            "Port %d, where postgres is to listen, is taken by another program; end that one or move the whole stack with --port-offset."
                                    .formatted(port));
            assertThat(other.isRunning("kafka")).isFalse();
        }
    }

    @Test
    void stopsWhatItStartedWhenAnotherPartDies() throws IOException {
        Path home = Files.createTempDirectory("local-stack-half-");
        StackSettings settings = StackSettings.forTests(home, StackPart.KAFKA, StackPart.POSTGRES);
        Path spoiled = home.resolve("data/postgres");
        Files.createDirectories(spoiled);
        Files.writeString(spoiled.resolve("PG_VERSION"), "7\n");
        try (LocalStack other = new LocalStack(settings)) {
            assertThatThrownBy(other::start)
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("postgres ended while starting; its log is " + home);
            assertThat(other.isRunning("kafka")).isFalse();
            assertThat(other.isRunning("postgres")).isFalse();
        }
    }

    @Test
    void keepsItsSecretsToItself() throws IOException {
        Path secrets = stack.settings().home().resolve("secrets.properties");

        assertThat(Files.getPosixFilePermissions(secrets))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(stack.adminToken()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(Set.of(stack.adminToken())).doesNotContain(stack.superuserPassword());
    }

    @Test
    void namesTheProcessesThatThereAre() {
        assertThatThrownBy(() -> stack.stop("zookeeper"))
                .hasMessage("There is no process 'zookeeper'; there are: kafka, postgres.");
    }

    private static Health health(String name) {
        return status(name).health();
    }

    private static long pid(String name) {
        return status(name).pid().orElseThrow();
    }

    private static ProcessStatus status(String name) {
        return stack.status().stream().filter(s -> s.name().equals(name)).findAny().orElseThrow();
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = connect("postgres", stack.superuserPassword());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(String sql) throws SQLException {
        try (Connection connection = connect("postgres", stack.superuserPassword());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(stack.jdbcUrl(), user, password);
    }
}

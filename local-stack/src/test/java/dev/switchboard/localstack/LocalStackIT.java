package dev.switchboard.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.localstack.StackProcess.Signal;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
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

/** Broker and database as processes; the services have no part in it. */
@Timeout(120)
final class LocalStackIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir private static Path home;

    private static LocalStack stack;

    @BeforeAll
    static void startBrokerAndDatabase() {
        stack = stackIn(home.resolve("stack"));
        stack.up(step -> {});
    }

    @AfterAll
    static void removeThem() {
        stack.reset(step -> {});
    }

    @Test
    void keepsTopicsOverARestart() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
        }

        stack.stop("kafka");
        stack.start("kafka");

        try (Admin admin = admin()) {
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    /**
     * A comma and a backslash mean something in a broker's settings; letters are its encoding's.
     */
    @ParameterizedTest
    @ValueSource(strings = {"a, \\n", "é ü"})
    void startsAgainInAFolderOfAnyName(String name) {
        assumeThat(Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder())
                .as("the system's encoding has the name")
                .matches(encoder -> encoder.canEncode(name));
        Path unusual = home.resolve(name);
        for (int round = 1; round <= 2; round++) {
            LocalStack other = stackIn(unusual);
            other.up(step -> {});
            other.down(step -> {});
        }

        assertThat(unusual.resolve("kafka/data/meta.properties")).exists();
        stackIn(unusual).reset(step -> {});
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

        stack.process("postgres").kill();
        assertThat(stack.process("postgres").isRunning()).isFalse();
        stack.start("postgres");

        assertThat(query("SELECT answer FROM users.kept")).isEqualTo("42");
    }

    @Test
    void knowsLettersWithoutTheSystemsHelp() throws Exception {
        assertThat(query("SELECT datlocprovider FROM pg_database WHERE datname = 'switchboard'"))
                .as("its own rules, which are the same everywhere")
                .isEqualTo("b");
        assertThat(query("SELECT lower('ÉCOLE Ωδ') || upper('ß é')")).isEqualTo("école ωδß É");
        assertThat(
                        query(
                                "SELECT string_agg(x, '' ORDER BY x) FROM unnest('{é,a,Z,ω,z}'::text[]) x"))
                .isEqualTo("Zazéω");
    }

    @Test
    void waitsForTheDisk() throws Exception {
        assertThat(query("SHOW fsync")).isEqualTo("on");
        assertThat(query("SHOW synchronous_commit")).isEqualTo("on");
    }

    @Test
    void refusesAWrongPassword() {
        assertThatThrownBy(
                        () ->
                                DriverManager.getConnection(
                                        stack.postgres().jdbcUrl("switchboard"),
                                        "provisioner",
                                        "wrong"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void seesAFrozenProcessAsNotReadyUntilItGoesOn() {
        StackProcess postgres = stack.process("postgres");

        postgres.signal(Signal.STOP);
        try {
            assertThat(postgres.isRunning()).isTrue();
            assertThat(postgres.isReady()).isFalse();
        } finally {
            postgres.signal(Signal.CONT);
        }

        await().atMost(SOON).until(postgres::isReady);
    }

    @Test
    void stopsAFrozenProcess() {
        stack.process("postgres").signal(Signal.STOP);

        stack.stop("postgres");

        assertThat(stack.process("postgres").isRunning()).isFalse();
        stack.start("postgres");
    }

    @Test
    void leavesARunningProcessAlone() {
        long before = pid("kafka");

        stack.up(step -> {});

        assertThat(pid("kafka")).isEqualTo(before);
    }

    @Test
    void isFoundAgainByItsHome() {
        LocalStack sameAgain = new LocalStack(stack.settings());

        assertThat(sameAgain.process("kafka").handle()).isEqualTo(stack.process("kafka").handle());
    }

    @Test
    void finishesABootstrapThatWasCutShort() throws Exception {
        LocalStack other = stackIn(home.resolve("cut-short"));
        try {
            other.start("postgres");
            try (Connection connection = other.postgres().connect("postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE switchboard");
            }

            other.postgres().bootstrap();
            other.postgres().bootstrap();

            try (Connection connection = other.postgres().connect("switchboard");
                    Statement statement = connection.createStatement();
                    ResultSet schemas =
                            statement.executeQuery(
                                    "SELECT count(*) FROM pg_namespace WHERE nspname IN ('users',"
                                            + " 'numbers')")) {
                schemas.next();
                assertThat(schemas.getInt(1)).isEqualTo(2);
            }
        } finally {
            other.reset(step -> {});
        }
    }

    @Test
    void namesATakenPortAndStartsNothing() throws IOException {
        LocalStack other = stackIn(home.resolve("taken"));
        int port = other.settings().ports().kafka();

        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> other.up(step -> {}))
                    .isInstanceOf(StackException.class)
                    .hasMessage(
                            "Port %d, which kafka needs, is taken by another process: stop that one, or move the stack with --port-offset (e.g. --port-offset 1000)."
                                    .formatted(port));
        }

        assertThat(other.settings().home().resolve("logs")).doesNotExist();
    }

    @Test
    void stopsWhatItStartedWhenAnotherProcessDies() throws IOException {
        LocalStack other = stackIn(home.resolve("half"));
        Path data = other.settings().home().resolve("postgres");
        Files.createDirectories(data);
        Files.writeString(data.resolve("PG_VERSION"), "7\n");

        assertThatThrownBy(() -> other.up(step -> {}))
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith("postgres died while starting; the end of its log, ")
                .hasMessageContaining("postgres.log");

        assertThat(other.processes()).noneMatch(StackProcess::isRunning);
    }

    @Test
    void stopsBrokerAndDatabaseWhenAServiceDies() throws IOException {
        Path broken = home.resolve("broken-checkout");
        Files.createDirectories(broken.resolve("local-stack/target"));
        Files.createSymbolicLink(
                broken.resolve("local-stack/target/lib"), Checkout.find().libraries());
        Path jar = broken.resolve("provisioner/target/provisioner-1-exec.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "no jar");
        LocalStack other =
                new LocalStack(
                        new StackSettings(
                                new Checkout(broken),
                                home.resolve("dead-service"),
                                StackSettings.Ports.free(0, 1, 0)));

        assertThatThrownBy(() -> other.up(step -> {}))
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith("provisioner-1 died while starting; the end of its log, ")
                .hasMessageContaining("corrupt jarfile");

        assertThat(other.processes()).noneMatch(StackProcess::isRunning);
    }

    @Test
    void namesAServiceThatIsNotBuiltAndStartsNothing() {
        LocalStack other =
                new LocalStack(
                        new StackSettings(
                                new Checkout(home.resolve("never-built")),
                                home.resolve("not-built"),
                                StackSettings.Ports.free(1, 0, 0)));

        assertThat(other.processes()).noneMatch(StackProcess::isReady);
        assertThatThrownBy(() -> other.up(step -> {}))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("run ./mvnw package -DskipTests first");
    }

    @Test
    void startsNothingMoreOnceItIsGivenUp() {
        LocalStack other = stackIn(home.resolve("given-up"));
        other.undoUp();

        assertThatThrownBy(() -> other.up(step -> {})).hasMessage("The start was given up.");

        assertThat(other.processes()).noneMatch(StackProcess::isRunning);
    }

    @Test
    void keepsDataAndSecretsFromOthersEyes() throws IOException {
        Path secret = stack.settings().home().resolve("secrets/postgres");

        assertThat(Files.getPosixFilePermissions(stack.settings().home()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(secret))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void namesTheProcessesThatThereAre() {
        assertThatThrownBy(() -> stack.stop("zookeeper"))
                .hasMessage("There is no process 'zookeeper'; there are [postgres, kafka].");
    }

    static LocalStack stackIn(Path home) {
        return new LocalStack(
                new StackSettings(Checkout.find(), home, StackSettings.Ports.free(0, 0, 0)));
    }

    private static long pid(String name) {
        return stack.process(name).handle().orElseThrow().pid();
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = stack.postgres().connect("switchboard");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(String sql) throws SQLException {
        try (Connection connection = stack.postgres().connect("switchboard");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}

package dev.switchboard.testsupport;

import dev.switchboard.localstack.FreePorts;
import dev.switchboard.localstack.PostgresServer;
import dev.switchboard.localstack.Secrets;

import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.MountableFile;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL that all tests of a JVM share; each test class takes a database of its own,
 * with the roles and schemas that a fresh installation has.
 */
public final class TestPostgres {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    /**
     * A database of the test's own.
     *
     * @param jdbcUrl its address
     */
    public record Database(String jdbcUrl) {

        /** The password of one of the services' roles, or of {@code postgres}. */
        public String passwordOf(String role) {
            return Holder.SERVER.passwordOf(role);
        }

        /** A connection as that role. */
        public Connection connect(String role) throws SQLException {
            return DriverManager.getConnection(jdbcUrl, role, passwordOf(role));
        }
    }

    /** Makes a database with the roles and schemas of {@code bootstrap.sql}, and no tables. */
    public static Database freshDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection connection =
                        DriverManager.getConnection(
                                Holder.SERVER.jdbcUrl("postgres"),
                                "postgres",
                                Holder.SERVER.passwordOf("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE DATABASE %s TEMPLATE %s".formatted(name, PostgresServer.DATABASE));
        } catch (SQLException e) {
            throw new IllegalStateException("No database for the test: " + e.getMessage(), e);
        }
        return new Database(Holder.SERVER.jdbcUrl(name));
    }

    private static final class Holder {
        static final Server SERVER = Infrastructure.inContainers() ? inContainer() : asProcess();
    }

    /** Where the server is and how to log in. */
    private record Server(String host, int port, Secrets secrets) {

        String jdbcUrl(String database) {
            return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
        }

        String passwordOf(String role) {
            return secrets.of(role);
        }
    }

    private static Server inContainer() {
        Path root = Infrastructure.checkout().root();
        Secrets secrets = new Secrets(Infrastructure.home());
        @SuppressWarnings("resource") // ends with the JVM
        PostgreSQLContainer postgres =
                new PostgreSQLContainer("postgres:18")
                        .withDatabaseName(PostgresServer.DATABASE)
                        .withUsername("postgres")
                        .withPassword(secrets.of("postgres"))
                        .withEnv("PROVISIONER_DB_PASSWORD", secrets.of("provisioner"))
                        .withEnv("NUMBER_SERVICE_DB_PASSWORD", secrets.of("number_service"))
                        .withEnv("SCIM_GATEWAY_DB_PASSWORD", secrets.of("scim_gateway"))
                        .withCopyFileToContainer(
                                MountableFile.forHostPath(root.resolve("docker/postgres-init.sh")),
                                "/docker-entrypoint-initdb.d/10-bootstrap.sh")
                        .withCopyFileToContainer(
                                MountableFile.forHostPath(
                                        root.resolve(
                                                "local-stack/src/main/resources/bootstrap.sql")),
                                "/switchboard/bootstrap.sql");
        postgres.start();
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::stop));
        return new Server(postgres.getHost(), postgres.getFirstMappedPort(), secrets);
    }

    private static Server asProcess() {
        Path home = Infrastructure.home();
        Secrets secrets = new Secrets(home);
        int port = FreePorts.free(1).getFirst();
        PostgresServer postgres = PostgresServer.in(Infrastructure.checkout(), home, port, secrets);
        Infrastructure.endWithTests(postgres.process());
        postgres.process().start();
        postgres.process().awaitReady(PATIENCE);
        postgres.bootstrap();
        return new Server("127.0.0.1", port, secrets);
    }
}

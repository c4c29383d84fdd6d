package dev.switchboard.systemtests.encrypted;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.localstack.PostgresServer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** A PostgreSQL server that takes TLS only, as docs/security.md sets it up. */
final class SecuredDatabase {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private SecuredDatabase() {}

    /** Starts a server whose data lies in {@code folder} and makes it refuse who speaks plainly. */
    static void takeTlsOnly(PostgresServer postgres, Path folder, Certificate certificate)
            throws IOException, SQLException {
        postgres.process().start();
        postgres.process().awaitReady(PATIENCE);
        postgres.bootstrap();
        Files.writeString(
                folder.resolve("postgres").resolve("pg_hba.conf"),
                "hostssl all all 127.0.0.1/32 scram-sha-256\n");
        try (var connection = postgres.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET ssl_cert_file = '" + certificate.pem() + "'");
            statement.execute("ALTER SYSTEM SET ssl_key_file = '" + certificate.key() + "'");
            statement.execute("ALTER SYSTEM SET ssl = on");
            statement.execute("SELECT pg_reload_conf()");
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThatThrownBy(() -> plainly(postgres))
                                        .isInstanceOf(SQLException.class)
                                        .hasMessageContaining("no encryption"));
    }

    private static void plainly(PostgresServer postgres) throws SQLException {
        DriverManager.getConnection(
                        postgres.jdbcUrl(PostgresServer.DATABASE) + "?sslmode=disable",
                        "provisioner",
                        "whatever")
                .close();
    }
}

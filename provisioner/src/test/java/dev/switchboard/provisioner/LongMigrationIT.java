package dev.switchboard.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.testsupport.TestPostgres;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.JdbcTemplate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** To migrate a large table takes longer than any statement of the running service may. */
@Timeout(180)
final class LongMigrationIT {

    @TempDir private Path migrations;

    @Test
    void isNotEndedByTheTimeLimitsOfThePool() throws IOException {
        Files.writeString(
                migrations.resolve("V9000__takes_three_seconds.sql"), "SELECT pg_sleep(3);");
        TestPostgres.Database database = TestPostgres.freshDatabase();
        try (var service =
                new SpringApplication(ProvisionerApplication.class)
                        .run(
                                "--server.port=0",
                                "--server.address=127.0.0.1",
                                "--management.server.port=0",
                                "--management.server.address=127.0.0.1",
                                "--switchboard.admin.token=admin-token-of-the-tests",
                                // No broker is needed for this, nor waited for at the end.
                                "--spring.kafka.bootstrap-servers=127.0.0.1:1",
                                "--spring.lifecycle.timeout-per-shutdown-phase=100ms",
                                "--spring.datasource.url=" + database.jdbcUrl(),
                                "--spring.datasource.username=provisioner",
                                "--spring.datasource.password="
                                        + database.passwordOf("provisioner"),
                                "--spring.datasource.hikari.data-source-properties.options=-c"
                                        + " statement_timeout=1000",
                                "--spring.datasource.hikari.data-source-properties.socketTimeout=2",
                                "--spring.flyway.locations=classpath:db/migration/users,filesystem:"
                                        + migrations)) {
            JdbcTemplate pool = service.getBean(JdbcTemplate.class);
            assertThat(pool.queryForObject("SHOW statement_timeout", String.class)).isEqualTo("1s");
            assertThat(
                            pool.queryForObject(
                                    "SELECT execution_time FROM flyway_schema_history WHERE"
                                            + " version = '9000' AND success",
                                    Integer.class))
                    .isGreaterThanOrEqualTo(3000);
        }
    }
}

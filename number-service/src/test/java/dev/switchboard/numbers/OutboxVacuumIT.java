package dev.switchboard.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.pipeline.outbox.OutboxStore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The service may vacuum its own outbox, and does. */
@Timeout(180)
final class OutboxVacuumIT {

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void vacuumsTheTableOfItsOwnSchema() {
        ApplicationContext service = fixture.startInstance();
        JdbcTemplate jdbc = service.getBean(JdbcTemplate.class);
        jdbc.execute("ALTER TABLE outbox SET (autovacuum_enabled = false)");

        service.getBean(OutboxStore.class).vacuum();

        assertThat(
                        jdbc.queryForObject(
                                """
                                SELECT vacuum_count FROM pg_stat_user_tables
                                WHERE relid = 'numbers.outbox'::regclass
                                """,
                                Integer.class))
                .isEqualTo(1);
    }
}

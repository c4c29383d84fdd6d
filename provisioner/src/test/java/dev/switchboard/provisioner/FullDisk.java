package dev.switchboard.provisioner;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** A passing fault: until it is closed, the database has no room for some rows of a table. */
final class FullDisk implements AutoCloseable {

    /**
     * @param table in the user store
     * @param condition on its {@code NEW} rows
     */
    FullDisk(String table, String condition) throws SQLException {
        // What a sequence has counted stays so, whatever becomes of the transaction.
        RunningProvisioner.asAdmin(
                """
                CREATE SEQUENCE users.attempt;
                CREATE FUNCTION users.hold_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
                AS $$ BEGIN
                    PERFORM nextval('users.attempt');
                    RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full';
                END $$;
                CREATE TRIGGER hold_up BEFORE INSERT OR UPDATE ON users.%s
                FOR EACH ROW WHEN (%s) EXECUTE FUNCTION users.hold_up()
                """
                        .formatted(table, condition));
    }

    /** Waits until it was met so often. */
    static void awaitAttempts(int attempts) {
        await().atMost(Duration.ofSeconds(60)).until(() -> attempts() >= attempts);
    }

    private static long attempts() throws SQLException {
        try (Connection connection = RunningProvisioner.DATABASE.connect("postgres");
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT last_value FROM users.attempt")) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        RunningProvisioner.asAdmin(
                "DROP FUNCTION users.hold_up CASCADE; DROP SEQUENCE users.attempt");
    }
}

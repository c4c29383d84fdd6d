package dev.switchboard.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/** Runs {@code bootstrap.sql} over JDBC: roles with passwords, schemas, the gateway's rights. */
public final class DatabaseBootstrap {

    private final DatabasePasswords passwords;

    public DatabaseBootstrap(DatabasePasswords passwords) {
        this.passwords = passwords;
    }

    /**
     * Makes an empty database where there is none of that name.
     *
     * @param connection a superuser's, to any other database
     */
    public void createDatabase(Connection connection, String name) throws SQLException {
        if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = " + quoted(name))) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE \"" + name.replace("\"", "\"\"") + "\"");
            }
        }
    }

    /**
     * Makes roles and schemas, all or nothing; nothing where they are there.
     *
     * @param connection a superuser's, to the database
     */
    public void run(Connection connection) throws SQLException {
        if (exists(connection, "SELECT 1 FROM pg_namespace WHERE nspname = 'numbers'")) {
            return;
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(script());
        }
        connection.commit();
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    /** The script without what only psql understands, and with the passwords filled in. */
    private String script() {
        try (InputStream in = DatabaseBootstrap.class.getResourceAsStream("/bootstrap.sql")) {
            if (in == null) {
                throw new IllegalStateException("The resource bootstrap.sql is missing.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("\\"))
                    .collect(Collectors.joining("\n"))
                    .replace(":'provisioner_password'", quoted(passwords.provisioner()))
                    .replace(":'number_service_password'", quoted(passwords.numberService()))
                    .replace(":'scim_gateway_password'", quoted(passwords.scimGateway()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}

package dev.switchboard.testsupport;

import dev.switchboard.localstack.DatabaseBootstrap;
import dev.switchboard.localstack.DatabasePasswords;
import dev.switchboard.localstack.LocalStack;
import dev.switchboard.localstack.StackPart;
import dev.switchboard.localstack.StackSettings;

import org.testcontainers.postgresql.PostgreSQLContainer;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A real PostgreSQL server, one for all tests of a JVM, started at first use and gone with the JVM.
 * Each test class takes a {@link #freshDatabase()}.
 */
public final class TestPostgres {

    private static final String IMAGE = "postgres:18";
    private static final String TEMPLATE = "switchboard";
    private static final String SUPERUSER = "postgres";

    private final UnaryOperator<String> jdbcUrl;
    private final String superuserPassword;
    private final DatabasePasswords passwords;
    private final AtomicInteger databases = new AtomicInteger();

    private TestPostgres(
            UnaryOperator<String> jdbcUrl, String superuserPassword, DatabasePasswords passwords) {
        this.jdbcUrl = jdbcUrl;
        this.superuserPassword = superuserPassword;
        this.passwords = passwords;
    }

    /** The one of this JVM. */
    public static TestPostgres shared() {
        return Holder.SHARED;
    }

    /** A new database with the roles and the empty schemas of {@code bootstrap.sql}. */
    public synchronized TestDatabase freshDatabase() {
        String name = "test_" + databases.incrementAndGet();
        try (Connection connection =
                        DriverManager.getConnection(
                                jdbcUrl.apply("postgres"), SUPERUSER, superuserPassword);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        } catch (SQLException e) {
            throw new IllegalStateException("Database " + name + " cannot be made", e);
        }
        return new TestDatabase(
                jdbcUrl.apply(name),
                new TestDatabase.Login(SUPERUSER, superuserPassword),
                new TestDatabase.Login("provisioner", passwords.provisioner()),
                new TestDatabase.Login("number_service", passwords.numberService()),
                new TestDatabase.Login("scim_gateway", passwords.scimGateway()));
    }

    /** Starts the server at first use. */
    private static final class Holder {
        static final TestPostgres SHARED =
                switch (TestInfrastructure.chosen()) {
                    case DOCKER -> container();
                    case EMBEDDED -> process();
                };

        @SuppressWarnings("resource") // lives as long as the JVM
        private static TestPostgres container() {
            PostgreSQLContainer container =
                    new PostgreSQLContainer(IMAGE)
                            .withDatabaseName(TEMPLATE)
                            .withUsername(SUPERUSER)
                            .withPassword("test");
            container.start();
            String server =
                    "jdbc:postgresql://%s:%d/"
                            .formatted(
                                    container.getHost(),
                                    container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT));
            try (Connection connection =
                    DriverManager.getConnection(server + TEMPLATE, SUPERUSER, "test")) {
                new DatabaseBootstrap(DatabasePasswords.DEMO).run(connection);
            } catch (SQLException e) {
                throw new IllegalStateException("The roles and schemas cannot be made", e);
            }
            return new TestPostgres(name -> server + name, "test", DatabasePasswords.DEMO);
        }

        @SuppressWarnings("resource") // lives as long as the JVM
        private static TestPostgres process() {
            LocalStack stack =
                    new LocalStack(
                            StackSettings.forTests(
                                    TestInfrastructure.newDirectory("postgres"),
                                    StackPart.POSTGRES));
            stack.start();
            return new TestPostgres(
                    stack::jdbcUrl, stack.superuserPassword(), stack.databasePasswords());
        }
    }
}

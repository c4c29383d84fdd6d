package dev.switchboard.localstack;

import dev.switchboard.localstack.StackProcess.Signal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A real PostgreSQL with durable commits, its data below the stack's home. */
public final class PostgresServer {

    /** The database that the services share; each has a schema of its own. */
    public static final String DATABASE = "switchboard";

    private static final String SUPERUSER = "postgres";

    private final int port;
    private final Secrets secrets;
    private final StackProcess process;

    private PostgresServer(int port, Secrets secrets, StackProcess process) {
        this.port = port;
        this.secrets = secrets;
        this.process = process;
    }

    /** The server; its data directory is made when it is started first. */
    public static PostgresServer in(Checkout checkout, Path home, int port, Secrets secrets) {
        Path data = home.resolve("postgres");
        return new PostgresServer(
                port,
                secrets,
                new StackProcess(
                        new StackProcess.Spec(
                                "postgres",
                                port,
                                List.of(port),
                                () -> command(checkout, data, port),
                                () -> Map.of("LC_ALL", "C"),
                                home,
                                Signal.INT,
                                () -> prepare(checkout, data, home, secrets),
                                () -> answers(port, secrets)),
                        home));
    }

    private static List<String> command(Checkout checkout, Path data, int port) {
        List<String> command = new ArrayList<>(unprivileged());
        command.add(PostgresBinaries.folder(checkout).resolve("bin/postgres").toString());
        command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
        command.addAll(List.of("-c", "listen_addresses=127.0.0.1"));
        command.addAll(List.of("-c", "unix_socket_directories="));
        command.addAll(List.of("-c", "max_connections=200", "-c", "shared_buffers=256MB"));
        // Fewer checkpoints under load, and so fewer whole pages in the log.
        command.addAll(List.of("-c", "max_wal_size=4GB", "-c", "checkpoint_timeout=15min"));
        // Compiling a statement takes longer than any of ours.
        command.addAll(List.of("-c", "jit=off"));
        command.addAll(List.of("-c", "timezone=UTC", "-c", "log_timezone=UTC"));
        // Details and statements of errors would put users' names into the log.
        command.addAll(List.of("-c", "log_error_verbosity=terse"));
        command.addAll(List.of("-c", "log_min_error_statement=panic"));
        return command;
    }

    /** The server's process. */
    public StackProcess process() {
        return process;
    }

    /** The JDBC address of one of its databases. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /** Makes roles, schemas and the database, where that has not been done yet. */
    public void bootstrap() {
        try {
            try (Connection server = connect("postgres");
                    Statement statement = server.createStatement()) {
                if (!finds(server, "SELECT FROM pg_database WHERE datname = '%s'", DATABASE)) {
                    statement.execute("CREATE DATABASE " + DATABASE);
                }
            }
            try (Connection database = connect(DATABASE);
                    Statement statement = database.createStatement()) {
                if (!finds(database, "SELECT FROM pg_namespace WHERE nspname = '%s'", "numbers")) {
                    database.setAutoCommit(false); // all or nothing, so that it can be tried again
                    statement.execute(bootstrapSql());
                    database.commit();
                }
            }
        } catch (SQLException e) {
            throw new StackException("The database cannot be prepared: " + e.getMessage(), e);
        }
    }

    private static boolean finds(Connection connection, String query, String name)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query.formatted(name))) {
            return found.next();
        }
    }

    /** A connection as the superuser. */
    public Connection connect(String database) throws SQLException {
        return connect(jdbcUrl(database), secrets);
    }

    private static Connection connect(String url, Secrets secrets) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", SUPERUSER);
        login.setProperty("password", secrets.of("postgres"));
        login.setProperty("connectTimeout", "2");
        login.setProperty("socketTimeout", "10");
        return DriverManager.getConnection(url, login);
    }

    private String bootstrapSql() {
        try (InputStream in = PostgresServer.class.getResourceAsStream("/bootstrap.sql")) {
            if (in == null) {
                throw new IllegalStateException("bootstrap.sql is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)^\\\\.*$", "")
                    .replace(":'provisioner_password'", quoted("provisioner"))
                    .replace(":'number_service_password'", quoted("number_service"))
                    .replace(":'scim_gateway_password'", quoted("scim_gateway"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String quoted(String role) {
        return "'" + secrets.of(role).replace("'", "''") + "'";
    }

    private static boolean answers(int port, Secrets secrets) {
        String url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
        try (Connection connection = connect(url, secrets)) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    private static void prepare(Checkout checkout, Path data, Path home, Secrets secrets) {
        Path binaries = PostgresBinaries.unpacked(checkout);
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(binaries, data, home, secrets);
        }
    }

    private static void initialise(Path binaries, Path data, Path home, Secrets secrets) {
        try {
            OwnerOnly.createDirectories(home);
            Path password = secrets.file("postgres");
            List<String> command = new ArrayList<>(unprivileged());
            command.add(binaries.resolve("bin/initdb").toString());
            command.addAll(List.of("-D", data.toString(), "-U", SUPERUSER));
            command.addAll(List.of("--pwfile", password.toString(), "--auth", "scram-sha-256"));
            // PostgreSQL's own rules for letters: not every system has a locale C.UTF-8.
            command.addAll(List.of("--encoding", "UTF8", "--locale", "C"));
            command.addAll(List.of("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"));
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int result = process.waitFor();
            if (result != 0) {
                throw new StackException(
                        "PostgreSQL's data directory cannot be made in %s: %s"
                                .formatted(data, output.strip()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it is nobody. */
    private static List<String> unprivileged() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        try {
            if (new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0) {
                return List.of("unshare", "-U");
            }
        } catch (IOException e) {
            // No such program: the sentence below is true of that too.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new StackException(
                "PostgreSQL refuses to run as root, and unshare -U, which would make it nobody,"
                        + " does not work here: run this as another user.");
    }
}

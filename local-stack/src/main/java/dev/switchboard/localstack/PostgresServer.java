package dev.switchboard.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** PostgreSQL's own server, started directly; loopback only, passwords for everybody. */
final class PostgresServer implements Component {

    static final String DATABASE = "switchboard";
    static final String SUPERUSER = "postgres";

    private static final String PASSWORD_NAME = "postgres-password";

    private final StackHome home;
    private final Secrets secrets;
    private final int port;
    private final boolean durable;

    /**
     * @param durable false spares the waits for the disk: a killed server still loses nothing, only
     *     a crashed machine would
     */
    PostgresServer(StackHome home, Secrets secrets, Ports ports, boolean durable) {
        this.home = home;
        this.secrets = secrets;
        this.port = ports.forDefault(StackPart.POSTGRES.defaultPort(1));
        this.durable = durable;
    }

    @Override
    public StackPart part() {
        return StackPart.POSTGRES;
    }

    @Override
    public String name() {
        return StackPart.POSTGRES.processName(1);
    }

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    String superuserPassword() {
        return secrets.get(PASSWORD_NAME);
    }

    @Override
    public void prepare() {
        Path data = home.data(name());
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        PostgresBinaries binaries = PostgresBinaries.unpacked();
        Path unfinished = home.data(name() + ".new");
        StackHome.deleteTree(unfinished);
        Path passwordFile = home.conf("postgres-password");
        try {
            Files.writeString(passwordFile, superuserPassword());
            List<String> command = new ArrayList<>(unprivileged());
            command.addAll(List.of(binaries.program("initdb"), "-D", unfinished.toString()));
            command.addAll(List.of("-U", SUPERUSER, "--pwfile=" + passwordFile));
            command.addAll(List.of("--auth=scram-sha-256", "--encoding=UTF8", "--no-locale"));
            command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            command.addAll(durable ? List.of() : List.of("--no-sync"));
            run(command);
            Files.move(unfinished, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            passwordFile.toFile().delete();
        }
    }

    private void run(List<String> command) throws IOException {
        Process initdb = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Files.writeString(
                home.log(name()), said, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        try {
            if (initdb.waitFor() != 0) {
                List<String> lines = said.strip().lines().toList();
                throw new StackException(
                        "PostgreSQL's data directory cannot be made: %s (all of it in %s)"
                                .formatted(
                                        lines.isEmpty() ? "no reason was given" : lines.getLast(),
                                        home.log(name())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while making PostgreSQL's data.", e);
        }
    }

    /**
     * PostgreSQL refuses to run as root. In a user namespace of its own a process is nobody by its
     * own account, and still owns the files that root made for it.
     */
    private static List<String> unprivileged() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        try {
            Process probe =
                    new ProcessBuilder("unshare", "-U", "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (probe.waitFor() == 0) {
                return List.of("unshare", "-U");
            }
        } catch (IOException e) {
            // no such program: the sentence below holds for that too
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new StackException(
                "PostgreSQL does not run as root, and 'unshare -U', which would make it nobody, does"
                        + " not work here; start the stack as another user.");
    }

    @Override
    public List<String> command() {
        List<String> command = new ArrayList<>(unprivileged());
        command.addAll(
                List.of(
                        PostgresBinaries.unpacked().program("postgres"),
                        "-D",
                        home.data(name()).toString()));
        Map<String, String> settings =
                Map.ofEntries(
                        Map.entry("listen_addresses", "127.0.0.1"),
                        Map.entry("port", Integer.toString(port)),
                        Map.entry("unix_socket_directories", ""),
                        Map.entry("max_connections", "200"),
                        Map.entry("password_encryption", "scram-sha-256"),
                        Map.entry("timezone", "UTC"),
                        Map.entry("log_timezone", "UTC"),
                        Map.entry("log_line_prefix", "%m [%p] %u@%d "),
                        Map.entry("fsync", durable ? "on" : "off"),
                        Map.entry("full_page_writes", durable ? "on" : "off"),
                        Map.entry("synchronous_commit", "on"),
                        Map.entry("shared_buffers", "128MB"));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    /** SIGTERM would wait for every client to go. */
    @Override
    public String stopSignal() {
        return "INT";
    }

    @Override
    public boolean isReady() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Makes the database with its roles and schemas where that has not been done. */
    @Override
    public void complete() {
        try {
            DatabaseBootstrap bootstrap = new DatabaseBootstrap(passwords());
            try (Connection connection = connect("postgres")) {
                bootstrap.createDatabase(connection, DATABASE);
            }
            try (Connection connection = connect(DATABASE)) {
                bootstrap.run(connection);
            }
        } catch (SQLException e) {
            throw new StackException(
                    "The database's roles and schemas cannot be made: " + e.getMessage(), e);
        }
    }

    DatabasePasswords passwords() {
        return new DatabasePasswords(
                secrets.get("provisioner-db-password"),
                secrets.get("number-service-db-password"),
                secrets.get("scim-gateway-db-password"));
    }

    private Connection connect(String database) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", SUPERUSER);
        login.setProperty("password", superuserPassword());
        login.setProperty("connectTimeout", "2");
        login.setProperty("socketTimeout", "10");
        return DriverManager.getConnection(jdbcUrl(database), login);
    }
}

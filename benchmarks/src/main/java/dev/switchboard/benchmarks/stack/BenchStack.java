package dev.switchboard.benchmarks.stack;

import dev.switchboard.benchmarks.load.HttpRequests;
import dev.switchboard.benchmarks.people.People;
import dev.switchboard.benchmarks.people.StoreLoader;
import dev.switchboard.localstack.Checkout;
import dev.switchboard.localstack.DemoCompany;
import dev.switchboard.localstack.LocalStack;
import dev.switchboard.localstack.StackProcess;
import dev.switchboard.localstack.StackSettings;
import dev.switchboard.localstack.StackSettings.Ports;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** A clean system for one benchmark, on free ports, with the demo company; removed at the end. */
public final class BenchStack implements AutoCloseable {

    /** Who is in a store that {@link #fill} has filled. */
    public static final People PEOPLE = new People(5, "example.com");

    /** One company is to reach what the machine gives: its share is not what is measured. */
    private static final Map<String, String> LIMITLESS =
            Map.of("SWITCHBOARD_GATEWAY_LIMITS_REQUESTSPERSECOND", "0");

    private static final String JSON = "application/json";
    private static final Duration IMPORT_PATIENCE = Duration.ofMinutes(2);
    private static final Duration REST_PATIENCE = Duration.ofMinutes(2);

    /** Of one processor, in all processes together. */
    private static final double BUSY_AT_REST = 0.15;

    private final LocalStack stack;
    private final Consumer<String> progress;
    private final double secondsToReady;
    private final HttpRequests requests;

    private BenchStack(LocalStack stack, Consumer<String> progress, double secondsToReady) {
        this.stack = stack;
        this.progress = progress;
        this.secondsToReady = secondsToReady;
        this.requests =
                new HttpRequests(
                        stack.scimBaseUrls().getFirst(), stack.secrets().of(DemoCompany.TOKEN));
    }

    /** Starts one; the processes end with the caller's JVM, however that ends. */
    public static BenchStack start(Consumer<String> progress) {
        Checkout checkout = Checkout.find();
        Path folder = checkout.root().resolve("benchmarks/target/stacks");
        try {
            Files.createDirectories(folder);
            Path home = Files.createTempDirectory(folder, "stack");
            LocalStack stack =
                    new LocalStack(
                            new StackSettings(
                                    checkout, home, Ports.free(1, 1, 1), Map.of(), LIMITLESS));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stack.reset(_ -> {})));
            progress.accept("Starting a clean stack");
            long begin = System.nanoTime();
            stack.up(_ -> {});
            new DemoCompany(stack).ensure();
            return new BenchStack(stack, progress, (System.nanoTime() - begin) / 1e9);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells the user what goes on. */
    public void say(String what) {
        progress.accept(what);
    }

    /** How long it took to start, with data directories made and the demo company. */
    public double secondsToReady() {
        return secondsToReady;
    }

    /** The system itself. */
    public LocalStack local() {
        return stack;
    }

    /** Where the gateway listens. */
    public InetSocketAddress gateway() {
        URI uri = stack.scimBaseUrls().getFirst();
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    /** Writes requests to the gateway with the demo company's token. */
    public HttpRequests requests() {
        return requests;
    }

    /** The pids of all processes by name, and the caller's as {@code load generator}. */
    public Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        for (StackProcess process : stack.processes()) {
            process.handle().ifPresent(handle -> pids.put(process.name(), handle.pid()));
        }
        pids.put("load generator", ProcessHandle.current().pid());
        return pids;
    }

    /** Whether a process of that name is one of the three services. */
    public boolean isService(String process) {
        return process.startsWith("scim-gateway")
                || process.startsWith("provisioner")
                || process.startsWith("number-service");
    }

    /**
     * Waits until nothing is left of what was done: compilers and background work go on for a while
     * after it.
     *
     * @throws IllegalStateException where they go on for too long
     */
    public void awaitRest() {
        long deadline = System.nanoTime() + REST_PATIENCE.toNanos();
        double busy;
        do {
            ProcessMeter meter = new ProcessMeter(pids());
            try {
                Thread.sleep(1000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            busy = meter.read().stream().mapToDouble(ProcessUse::cpuSeconds).sum();
            if (busy > BUSY_AT_REST && System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "The stack does not come to rest: it keeps %.2f processors busy"
                                .formatted(busy));
            }
        } while (busy > BUSY_AT_REST);
    }

    /** Fills the store with so many people, those with the numbers from 0 on. */
    public void fill(int users) {
        fill(0, users);
    }

    /** Adds the people from one number up to another. */
    public void fill(int from, int to) {
        say("Loading %,d users".formatted(to));
        try (Connection connection = database()) {
            connection.setNetworkTimeout(Runnable::run, 0);
            new StoreLoader(connection, company(), PEOPLE).load(from, to);
        } catch (SQLException e) {
            throw new IllegalStateException("The store cannot be filled", e);
        }
    }

    /** A connection as the database's superuser. */
    public Connection database() {
        try {
            return stack.postgres().connect("switchboard");
        } catch (SQLException e) {
            throw new IllegalStateException("The benchmark's database cannot be reached", e);
        }
    }

    /** The demo company's id. */
    public UUID company() {
        return UUID.fromString(text("select id::text from users.company"));
    }

    /** The first column of a query's only row. */
    public String text(String query) {
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read from the benchmark's database", e);
        }
    }

    /** Runs a statement on a connection of its own. */
    public void execute(String sql) {
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot write to the benchmark's database", e);
        }
    }

    /**
     * Imports numbers for both offices of the demo company, 212 and 415.
     *
     * @param each how many for each, up to 5,000,000
     */
    public void importNumbers(int each) {
        say("Importing %,d numbers".formatted(2 * each));
        StringBuilder csv = new StringBuilder("number\n");
        for (String areaCode : new String[] {"212", "415"}) {
            int left = each;
            for (int exchange = 220; left > 0; exchange++) {
                // Not N11, 555 or those with a purpose of their own.
                if (exchange % 100 == 11 || exchange == 555) {
                    continue;
                }
                for (int line = 0; line < 10_000 && left > 0; line++, left--) {
                    csv.append("+1").append(areaCode).append(exchange);
                    csv.append("%04d".formatted(line)).append('\n');
                }
            }
        }
        admin(
                "POST",
                stack.numberServiceAdminUrls().getFirst() + "/admin/v1/numbers",
                "text/csv",
                csv.toString());
    }

    /**
     * Makes a company beside the demo company, with the same offices.
     *
     * @return writes requests to the gateway with that company's token
     */
    public HttpRequests anotherCompany(String name) {
        JsonMapper json = JsonMapper.shared();
        String company =
                stack.provisionerAdminUrls().getFirst()
                        + "/admin/v1/companies/"
                        + UUID.randomUUID();
        admin("PUT", company, JSON, json.createObjectNode().put("name", name).toString());
        Map.of("New York", "212", "San Francisco", "415")
                .forEach(
                        (office, areaCode) ->
                                admin(
                                        "PUT",
                                        company + "/offices/" + UUID.randomUUID(),
                                        JSON,
                                        json.createObjectNode()
                                                .put("name", office)
                                                .put("country", "US")
                                                .put("areaCode", areaCode)
                                                .toString()));
        String token =
                admin(
                        "POST",
                        company + "/tokens",
                        JSON,
                        json.createObjectNode().put("name", "bench").toString());
        return new HttpRequests(
                stack.scimBaseUrls().getFirst(), json.readTree(token).path("token").asString());
    }

    private String admin(String method, String url, String mediaType, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(IMPORT_PATIENCE)
                        .header("Authorization", "Bearer " + stack.secrets().of("admin-token"))
                        .header("Content-Type", mediaType)
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        "%s %s was refused: %s".formatted(method, url, answer.body()));
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops all processes and removes their data. */
    @Override
    public void close() {
        stack.reset(_ -> {});
    }
}

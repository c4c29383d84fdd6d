package dev.switchboard.benchmarks.stack;

import dev.switchboard.benchmarks.baseline.BaselineApplication;
import dev.switchboard.benchmarks.load.HttpRequests;
import dev.switchboard.localstack.FreePorts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The endpoint to compare with, as a process of its own on the system's PostgreSQL. */
public final class Baseline implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Process process;
    private final int port;
    private final BenchStack stack;

    private Baseline(Process process, int port, BenchStack stack) {
        this.process = process;
        this.port = port;
        this.stack = stack;
    }

    /** Starts it on a free port, with the collector that the services have and a larger heap. */
    public static Baseline start(BenchStack stack) {
        int port = FreePorts.free(1).getFirst();
        stack.execute(
                """
                CREATE SCHEMA IF NOT EXISTS baseline;
                CREATE TABLE IF NOT EXISTS baseline.scim_user (LIKE users.scim_user INCLUDING ALL)
                """);
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BaselineApplication.class.getName());
        builder.environment()
                .putAll(
                        Map.of(
                                "SERVER_PORT",
                                Integer.toString(port),
                                "SPRING_DATASOURCE_URL",
                                stack.local().postgres().jdbcUrl("switchboard"),
                                "SPRING_DATASOURCE_USERNAME",
                                "postgres",
                                "SPRING_DATASOURCE_PASSWORD",
                                stack.local().secrets().of("postgres"),
                                "BASELINE_COMPANY",
                                stack.company().toString()));
        builder.redirectErrorStream(true)
                .redirectOutput(
                        stack.local().settings().home().resolve("logs/baseline.log").toFile());
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            Baseline baseline = new Baseline(process, port, stack);
            baseline.awaitReady();
            return baseline;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(address(), 1000);
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException("The baseline does not start; see its log", e);
                }
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Forgets all users that it has inserted. */
    public void clear() {
        stack.execute("TRUNCATE baseline.scim_user");
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Writes requests to it. */
    public HttpRequests requests() {
        return new HttpRequests(URI.create("http://127.0.0.1:" + port + "/scim/v2"), "none");
    }

    /** Its pid, the database's and the load generator's. */
    public Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        Map<String, Long> all = stack.pids();
        pids.put("baseline", process.pid());
        for (String name : List.of("postgres", "load generator")) {
            pids.put(name, all.get(name));
        }
        return pids;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

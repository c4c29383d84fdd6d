package dev.switchboard.testsupport;

import dev.switchboard.localstack.Checkout;
import dev.switchboard.localstack.StackProcess;

import org.testcontainers.DockerClientFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where broker and database of a test JVM come from, and who clears up after it. */
final class Infrastructure {

    private static final List<StackProcess> PROCESSES =
            Collections.synchronizedList(new ArrayList<>());

    private Infrastructure() {}

    /**
     * Containers where a Docker engine answers, else processes; {@code
     * SWITCHBOARD_TEST_INFRASTRUCTURE} ({@code docker} or {@code embedded}) decides otherwise.
     */
    static boolean inContainers() {
        String wanted =
                System.getenv()
                        .getOrDefault("SWITCHBOARD_TEST_INFRASTRUCTURE", "")
                        .toLowerCase(Locale.ROOT);
        return switch (wanted) {
            case "docker" -> true;
            case "embedded" -> false;
            case "" -> DockerClientFactory.instance().isDockerAvailable();
            default ->
                    throw new IllegalStateException(
                            "SWITCHBOARD_TEST_INFRASTRUCTURE is '"
                                    + wanted
                                    + "'; set it to docker or embedded");
        };
    }

    static Checkout checkout() {
        return Checkout.find();
    }

    /** Ends with this JVM. */
    static void endWithTests(StackProcess process) {
        if (PROCESSES.isEmpty()) {
            Runtime.getRuntime().addShutdownHook(new Thread(Infrastructure::endAll));
        }
        PROCESSES.add(process);
    }

    /** A folder for this JVM's processes; those of JVMs that were killed are cleared first. */
    static synchronized Path home() {
        Path base = Path.of(System.getProperty("java.io.tmpdir"), "switchboard-tests");
        try {
            Files.createDirectories(base);
            try (Stream<Path> homes = Files.list(base)) {
                homes.filter(Infrastructure::isAbandoned).forEach(Infrastructure::clear);
            }
            Path home = base.resolve(Long.toString(ProcessHandle.current().pid()));
            Files.createDirectories(home);
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAbandoned(Path home) {
        return ProcessHandle.of(Long.parseLong(home.getFileName().toString()))
                .filter(ProcessHandle::isAlive)
                .isEmpty();
    }

    /** Brokers of a test's own have a folder in it each. */
    private static void clear(Path home) {
        try (Stream<Path> folders = Files.list(home)) {
            Stream.concat(Stream.of(home), folders)
                    .flatMap(each -> StackProcess.abandonedIn(each).stream())
                    .forEach(ProcessHandle::destroyForcibly);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        delete(home);
    }

    private static void endAll() {
        PROCESSES.forEach(StackProcess::kill);
        delete(home());
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // Another JVM clears the same folder, or a process still writes: the next start does
            // it.
            System.err.println("Left behind: " + folder + " (" + e.getMessage() + ")");
        }
    }
}

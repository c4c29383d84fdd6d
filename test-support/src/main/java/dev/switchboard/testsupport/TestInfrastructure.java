package dev.switchboard.testsupport;

import org.testcontainers.DockerClientFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where broker and database of a test run come from. */
enum TestInfrastructure {
    /** Testcontainers, the images of docker-compose.yml. */
    DOCKER,
    /** The local stack's processes. */
    EMBEDDED;

    private static final String VARIABLE = "SWITCHBOARD_TEST_INFRASTRUCTURE";

    /** {@code SWITCHBOARD_TEST_INFRASTRUCTURE} decides, else whether a Docker engine answers. */
    static TestInfrastructure chosen() {
        return Choice.MADE;
    }

    /** A directory for one embedded process; the local stack deletes it. */
    static Path newDirectory(String name) {
        try {
            return Files.createTempDirectory("switchboard-test-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the engine once only. */
    private static final class Choice {
        static final TestInfrastructure MADE = make();

        private static TestInfrastructure make() {
            String wanted = System.getenv().getOrDefault(VARIABLE, "");
            return switch (wanted) {
                case "docker" -> DOCKER;
                case "embedded" -> EMBEDDED;
                case "" -> DockerClientFactory.instance().isDockerAvailable() ? DOCKER : EMBEDDED;
                default ->
                        throw new IllegalStateException(
                                "%s is '%s'; set it to docker or embedded"
                                        .formatted(VARIABLE, wanted));
            };
        }
    }
}

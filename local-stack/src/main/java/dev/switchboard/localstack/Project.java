package dev.switchboard.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the built project keeps what the stack runs. */
public final class Project {

    private Project() {}

    /** The project's root: above the working directory, else above this class. */
    public static Path root() {
        return above(Path.of("").toAbsolutePath())
                .or(() -> above(ownPlace()))
                .orElseThrow(
                        () ->
                                new StackException(
                                        "The project's root is neither above "
                                                + Path.of("").toAbsolutePath()
                                                + " nor above "
                                                + ownPlace()
                                                + "; start from within the project."));
    }

    private static Optional<Path> above(Path start) {
        for (Path p = start; p != null; p = p.getParent()) {
            if (Files.isRegularFile(p.resolve("local-stack/pom.xml"))) {
                return Optional.of(p);
            }
        }
        return Optional.empty();
    }

    private static Path ownPlace() {
        try {
            return Path.of(
                    Project.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The broker's class path, for {@code -cp}. */
    static String kafkaClassPath(Path root) {
        Path libs = root.resolve("local-stack/kafka-broker/target/libs");
        if (!Files.isDirectory(libs)) {
            throw new StackException(
                    "The broker's jars are missing in " + libs + "; build with ./mvnw package.");
        }
        return libs + "/*";
    }

    /** The executable jar of a service. */
    static Path executableJar(Path root, String module) {
        Path target = root.resolve(module).resolve("target");
        try (Stream<Path> files =
                Files.isDirectory(target) ? Files.list(target) : Stream.<Path>empty()) {
            List<Path> jars = files.filter(f -> f.toString().endsWith("-exec.jar")).toList();
            if (jars.size() == 1) {
                return jars.getFirst();
            }
            throw new StackException(
                    "There are %d executable jars of %s in %s instead of one; build with ./mvnw package."
                            .formatted(jars.size(), module, target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The {@code java} that this JVM came from. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}

package dev.switchboard.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The project's folder, with what a build has left in it.
 *
 * @param root the folder of {@code pom.xml} and {@code switchboard}
 */
public record Checkout(Path root) {

    /** The one that the script belongs to, else the one that the working directory is in. */
    public static Checkout find() {
        String given = System.getProperty("switchboard.checkout");
        if (given != null) {
            return new Checkout(Path.of(given));
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("local-stack/pom.xml"))) {
                return new Checkout(folder);
            }
        }
        throw new StackException("No checkout of Switchboard at or above " + start + ".");
    }

    /** The jars of broker, database and command line. */
    Path libraries() {
        return built(root.resolve("local-stack/target/lib"));
    }

    /** The executable jar of a service. */
    public Path executable(String module) {
        Path target = built(root.resolve(module).resolve("target"));
        return only(target, module + "-", "-exec.jar");
    }

    /** The one file of that name in a folder. */
    static Path only(Path folder, String prefix, String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> fitting =
                    files.filter(f -> f.getFileName().toString().startsWith(prefix))
                            .filter(f -> f.getFileName().toString().endsWith(suffix))
                            .toList();
            if (fitting.size() != 1) {
                throw new StackException(
                        "Expected one %s*%s in %s, found %d: run ./mvnw clean package -DskipTests."
                                .formatted(prefix, suffix, folder, fitting.size()));
            }
            return fitting.getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path built(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new StackException(
                    "%s is missing: run ./mvnw package -DskipTests first.".formatted(folder));
        }
        return folder;
    }
}

package dev.switchboard.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A stack's directory: {@code data}, {@code logs}, {@code run} (process ids), {@code conf} and the
 * secrets. Only its owner can look into it.
 */
record StackHome(Path directory) {

    // A log that is longer than this when its process starts is put aside, once.
    private static final long LONGEST_LOG = 20L << 20;

    Path data(String name) {
        return directory.resolve("data").resolve(name);
    }

    Path log(String name) {
        return directory.resolve("logs").resolve(name + ".log");
    }

    Path pidFile(String name) {
        return directory.resolve("run").resolve(name + ".pid");
    }

    Path conf(String file) {
        return directory.resolve("conf").resolve(file);
    }

    Path secrets() {
        return directory.resolve("secrets.properties");
    }

    void create() {
        FileAttribute<?> ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            for (String sub : List.of("data", "logs", "run", "conf")) {
                Files.createDirectories(directory.resolve(sub), ownerOnly);
            }
        } catch (IOException e) {
            throw new StackException(
                    "The stack's directory %s cannot be made: %s".formatted(directory, e), e);
        }
    }

    void rotateLog(String name) {
        Path log = log(name);
        try {
            if (Files.exists(log) && Files.size(log) > LONGEST_LOG) {
                Files.move(
                        log,
                        log.resolveSibling(name + ".log.1"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes data, configuration and logs; the directory itself stays. */
    void wipe() {
        deleteTree(directory.resolve("data"));
        deleteTree(directory.resolve("conf"));
        deleteTree(directory.resolve("logs"));
        deleteTree(directory.resolve("run"));
        try {
            Files.deleteIfExists(secrets());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void deleteTree(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.switchboard.localstack;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;

/**
 * The stack's own passwords and tokens, made at random when they are first asked for and kept in a
 * file that only its owner can read.
 */
final class Secrets {

    static final String ADMIN_TOKEN = "admin-token";
    static final String DEMO_TOKEN = "demo-token";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;

    Secrets(Path file) {
        this.file = file;
    }

    /** The secret of that name; made if there is none. */
    synchronized String get(String name) {
        Optional<String> kept = find(name);
        if (kept.isPresent()) {
            return kept.get();
        }
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        String made = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        put(name, made);
        return made;
    }

    synchronized Optional<String> find(String name) {
        return Optional.ofNullable(read().getProperty(name));
    }

    synchronized void put(String name, String value) {
        Properties all = read();
        all.setProperty(name, value);
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(next);
            Files.createFile(
                    next,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            try (BufferedWriter out = Files.newBufferedWriter(next, StandardOpenOption.WRITE)) {
                all.store(out, "Of this local stack only; made at random.");
            }
            Files.move(
                    next,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Properties read() {
        Properties all = new Properties();
        if (Files.exists(file)) {
            try (BufferedReader in = Files.newBufferedReader(file)) {
                all.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }
}

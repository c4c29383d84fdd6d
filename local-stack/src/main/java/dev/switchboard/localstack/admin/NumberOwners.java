package dev.switchboard.localstack.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.switchboard.localstack.StackException;

import tools.jackson.databind.JsonNode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;

/** Which companies a file of numbers names, and in which line first. */
final class NumberOwners {

    private static final int MOST_TOLD = 20;

    private final Map<UUID, Integer> firstLines = new LinkedHashMap<>();

    private NumberOwners() {}

    /** Those of a file that can be read twice; what is no id the number service tells. */
    static NumberOwners of(Path file) {
        NumberOwners owners = new NumberOwners();
        if (!Files.isReadable(file)) {
            return owners;
        }
        // Any bytes can be read so, and an id has ASCII letters only.
        try (BufferedReader lines = Files.newBufferedReader(file, ISO_8859_1)) {
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                owners.add(line, number++);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return owners;
    }

    private void add(String line, int number) {
        String owner = line.substring(line.indexOf(',') + 1).replace("\"", "").strip();
        UUID id = AdminClient.id(owner);
        if (id != null) {
            firstLines.putIfAbsent(id, number);
        }
    }

    boolean isEmpty() {
        return firstLines.isEmpty();
    }

    /**
     * Makes sure that each is one of these.
     *
     * @throws StackException where one is not
     */
    void requireOf(JsonNode companies) {
        Map<UUID, Integer> unknown = new LinkedHashMap<>(firstLines);
        companies.forEach(c -> unknown.remove(UUID.fromString(c.path("id").asString())));
        if (unknown.isEmpty()) {
            return;
        }
        StringJoiner told = new StringJoiner(System.lineSeparator());
        unknown.entrySet().stream()
                .limit(MOST_TOLD)
                .forEach(e -> told.add("line %d: %s".formatted(e.getValue(), e.getKey())));
        throw new StackException(
                "Nothing was sent: there is no company of %d of the ids in the file (the first line of each):%n%s"
                        .formatted(unknown.size(), told));
    }
}

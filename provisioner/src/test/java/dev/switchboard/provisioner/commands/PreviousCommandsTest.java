package dev.switchboard.provisioner.commands;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.switchboard.scim.patch.PatchRequest;
import dev.switchboard.scim.schema.ResourceDefinition;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** While one release replaces another, its provisioner does what the gateway before asks. */
final class PreviousCommandsTest {

    private static final Path PREVIOUS = Path.of("../messages/src/test/resources/golden-previous");

    static List<Path> patches() throws IOException {
        try (var files = Files.list(PREVIOUS)) {
            return files.filter(file -> file.getFileName().toString().startsWith("user.patch."))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("patches")
    void takesUpThePatchesOfTheReleaseBefore(Path file) throws IOException {
        String body = Files.readAllLines(file).getLast();
        ArrayNode operations =
                (ArrayNode) JsonMapper.shared().readTree(body).required("operations");

        assertThatCode(() -> PatchRequest.ofOperations(operations, ResourceDefinition.USER))
                .doesNotThrowAnyException();
    }
}

package dev.switchboard.localstack.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.localstack.StackException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How a broker is reached that does not let everybody in. */
final class AddressOptionsTest {

    private static final Addresses RUNNING =
            new Addresses("127.0.0.1:1", "jdbc:none", "reader", "secret");

    @TempDir private Path folder;

    @Test
    void takesTheBrokersPropertiesFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("client.properties"), "security.protocol=?");

        Addresses addresses = addresses(file);

        assertThat(addresses.bootstrapServers()).isEqualTo("127.0.0.1:1");
        assertThatThrownBy(() -> new TopicScan(addresses))
                .as("the consumer is given them")
                .isInstanceOf(StackException.class)
                .hasMessageContaining("security.protocol");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatThrownBy(() -> addresses(folder.resolve("missing.properties")))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("missing.properties");
    }

    private static Addresses addresses(Path file) {
        AddressOptions options =
                CommandLine.populateCommand(
                        new AddressOptions(), "--command-config", file.toString());
        return options.orOf(() -> Optional.of(RUNNING), CommandSpec.create());
    }
}

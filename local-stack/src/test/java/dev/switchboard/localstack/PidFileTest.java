package dev.switchboard.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

final class PidFileTest {

    private final ProcessHandle self = ProcessHandle.current();

    @TempDir private Path folder;

    @Test
    void findsTheProcessAgain() throws IOException {
        PidFile file = file();

        file.write(self);

        assertThat(file.handle()).contains(self);
    }

    @Test
    void takesNoOtherProcessWithTheSameIdForIt() throws IOException {
        PidFile file = file();
        Instant earlier = self.info().startInstant().orElseThrow().minusSeconds(3600);
        Files.writeString(file.file(), self.pid() + "\n" + earlier + "\n");

        assertThat(file.handle()).isEmpty();
    }

    @Test
    void bearsAClockThatWasSetByASecond() throws IOException {
        PidFile file = file();
        Instant almost = self.info().startInstant().orElseThrow().plusSeconds(1);
        Files.writeString(file.file(), self.pid() + "\n" + almost + "\n");

        assertThat(file.handle()).contains(self);
    }

    @Test
    void findsNothingWithoutAFile() {
        assertThat(file().handle()).isEmpty();
    }

    @Test
    void namesAFileThatItCannotRead() throws IOException {
        Files.writeString(file().file(), "nonsense\nmore\n");

        assertThatThrownBy(() -> file().handle())
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith(file().file() + " holds no process id and start time");
    }

    private PidFile file() {
        return new PidFile(folder.resolve("some.pid"));
    }
}

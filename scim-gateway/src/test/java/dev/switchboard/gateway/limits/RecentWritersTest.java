package dev.switchboard.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.UUID;

final class RecentWritersTest {

    private final UUID one = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();
    private final RecentWriters writers = new RecentWriters();

    @Test
    void whoeverWritesAloneHasNoOthers() {
        assertThat(writers.hasOthers(one, 0)).isFalse();
        writers.wrote(one, 0);
        writers.wrote(one, 10);

        assertThat(writers.hasOthers(one, 10)).isFalse();
        assertThat(writers.hasOthers(other, 10)).isTrue();
    }

    @Test
    void anotherIsThereForTwoSeconds() {
        writers.wrote(other, 0);
        for (int millis = 1; millis < 3000; millis++) {
            writers.wrote(one, millis);
            assertThat(writers.hasOthers(one, millis)).isEqualTo(millis < 2000);
        }
    }

    @Test
    void theLatestOfTheOthersCounts() {
        writers.wrote(other, 0);
        writers.wrote(one, 100);
        writers.wrote(UUID.randomUUID(), 1000);
        writers.wrote(one, 2500);

        assertThat(writers.hasOthers(one, 2500)).isTrue();
    }
}

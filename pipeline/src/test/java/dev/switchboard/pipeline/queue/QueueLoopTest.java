package dev.switchboard.pipeline.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class QueueLoopTest {

    @Test
    void keepsItsPaceWhereTheWorkIsShort() {
        assertThat(QueueLoop.restUntil(100, 103, 10)).isEqualTo(110);
    }

    @Test
    void restsAsLongAsItWorked() {
        assertThat(QueueLoop.restUntil(100, 120, 10)).isEqualTo(140);
    }

    @Test
    void restsNoLongerThanAFewPacesAfterALongQueue() {
        assertThat(QueueLoop.restUntil(0, 60_000, 10)).isEqualTo(60_050);
    }
}

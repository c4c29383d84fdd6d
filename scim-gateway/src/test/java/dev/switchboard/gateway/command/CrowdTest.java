package dev.switchboard.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CrowdTest {

    private final Crowd crowd = new Crowd();

    @Test
    void isNeverSeenByAClientThatAsksOneThingAfterTheOther() {
        for (int i = 0; i < 10; i++) {
            assertThat(crowd.isThere(1, i)).isFalse();
        }
    }

    @Test
    void isThereWhereOneIsUnderWayAlready() {
        assertThat(crowd.isThere(2, 0)).isTrue();
    }

    @Test
    void isRememberedForAMoment() {
        crowd.isThere(2, -5);

        assertThat(crowd.isThere(1, 94)).isTrue();
        assertThat(crowd.isThere(1, 95)).isFalse();
        assertThat(crowd.isThere(2, 200)).isTrue();
        assertThat(crowd.isThere(1, 250)).isTrue();
    }
}

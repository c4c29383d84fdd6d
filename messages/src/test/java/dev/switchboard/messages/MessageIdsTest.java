package dev.switchboard.messages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

final class MessageIdsTest {

    /** The example of RFC 9562, appendix A.6. */
    private static final UUID EXAMPLE = UUID.fromString("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");

    @Test
    void anIdTellsWhenItWasMade() {
        assertThat(MessageIds.timeOf(EXAMPLE)).contains(Instant.parse("2022-02-22T19:22:22Z"));
        assertThat(MessageIds.timeOf(MessageIds.next()).orElseThrow())
                .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
    }

    @Test
    void anIdOfAnotherKindDoesNot() {
        assertThat(MessageIds.timeOf(UUID.randomUUID())).isEmpty();
    }
}

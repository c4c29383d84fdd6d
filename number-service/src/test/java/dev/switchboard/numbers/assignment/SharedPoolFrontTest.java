package dev.switchboard.numbers.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

final class SharedPoolFrontTest {

    private long now;
    private final SharedPoolFront front = new SharedPoolFront(() -> now);

    @Test
    void beginsAtTheStart() {
        assertThat(front.of("212")).isEmpty();
    }

    @Test
    void goesOnFromTheFirstThatNobodyHasHad() {
        front.found("212", List.of(had("+12125550100"), free("+12125550103")), true);
        assertThat(front.of("212")).contains("+12125550103");
        assertThat(front.of("646")).isEmpty();

        front.found("212", List.of(free("+12125550105"), free("+12125550106")), false);
        assertThat(front.of("212")).contains("+12125550105");
    }

    @Test
    void looksFromTheStartAgainAfterAMinute() {
        front.found("212", List.of(free("+12125550103")), true);
        now = Duration.ofSeconds(59).toNanos();
        front.found("212", List.of(free("+12125550104")), false);
        assertThat(front.of("212")).contains("+12125550104");

        now = Duration.ofSeconds(60).toNanos();
        assertThat(front.of("212")).isEmpty();

        front.found("212", List.of(free("+12125550101")), true);
        assertThat(front.of("212")).contains("+12125550101");
    }

    @Test
    void looksFromTheStartWhereAllThatIsLeftHadAHolder() {
        front.found("212", List.of(free("+12125550103")), true);
        front.found("212", List.of(had("+12125550100")), true);

        assertThat(front.of("212")).isEmpty();
    }

    private static FreeNumber free(String e164) {
        return new FreeNumber(e164, "212", null, null, NumberStatus.AVAILABLE);
    }

    private static FreeNumber had(String e164) {
        return new FreeNumber(
                e164, "212", null, Instant.parse("2026-01-01T00:00:00Z"), NumberStatus.AVAILABLE);
    }
}

package dev.switchboard.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.MutableClock;

import org.junit.jupiter.api.Test;

import java.time.Duration;

final class WritePaceTest {

    private boolean besideOthers;
    private final MutableClock clock = new MutableClock();
    private final WritePace pace =
            new WritePace(() -> besideOthers, 10, 3, Duration.ofMillis(40), clock);

    @Test
    void hasAsManyUnderWayAloneAsMayBe() {
        begin(10);

        assertThat(pace.untilNext(9)).isZero();
        assertThat(pace.untilNext(10)).isEqualTo(WritePace.WHEN_ONE_ENDS);
    }

    @Test
    void beginsAFewBesideOthersAndTheNextFewAfterAPause() {
        besideOthers = true;
        begin(3);
        clock.advance(Duration.ofMillis(10));

        assertThat(pace.untilNext(3)).isEqualTo(WritePace.WHEN_ONE_ENDS);
        assertThat(pace.untilNext(0)).isEqualTo(nanos(30));

        clock.advance(Duration.ofMillis(30));
        assertThat(pace.untilNext(2)).isZero();
        begin(3);
        assertThat(pace.untilNext(2)).isEqualTo(nanos(40));
    }

    @Test
    void countsARoundFromItsFirstWrite() {
        besideOthers = true;
        begin(2);
        clock.advance(Duration.ofMillis(39));
        begin(1);

        assertThat(pace.untilNext(0)).isEqualTo(nanos(1));
        clock.advance(Duration.ofMillis(1));
        assertThat(pace.untilNext(0)).isZero();
    }

    @Test
    void neverHoldsUpWhoWritesLittle() {
        besideOthers = true;
        for (int i = 0; i < 20; i++) {
            assertThat(pace.untilNext(0)).isZero();
            begin(1);
            clock.advance(Duration.ofMillis(15));
        }
    }

    @Test
    void givesAllBackWhenTheOthersHaveEnded() {
        besideOthers = true;
        begin(3);
        besideOthers = false;

        assertThat(pace.untilNext(3)).isZero();
    }

    @Test
    void isNotHeldUpByAClockThatIsSetBack() {
        besideOthers = true;
        begin(3);
        clock.advance(Duration.ofHours(-1));

        assertThat(pace.untilNext(0)).isZero();
        begin(3);
        assertThat(pace.untilNext(0)).isEqualTo(nanos(40));
    }

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private void begin(int writes) {
        for (int i = 0; i < writes; i++) {
            pace.begin();
        }
    }
}

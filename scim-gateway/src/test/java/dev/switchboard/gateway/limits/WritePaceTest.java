package dev.switchboard.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WritePaceTest {

    private boolean besideOthers;
    private long now = -100;
    private final WritePace pace = new WritePace(() -> besideOthers, 10, 3, 40, () -> now);

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
        now += 10;

        assertThat(pace.untilNext(3)).isEqualTo(WritePace.WHEN_ONE_ENDS);
        assertThat(pace.untilNext(0)).isEqualTo(30);

        now += 30;
        assertThat(pace.untilNext(2)).isZero();
        begin(3);
        assertThat(pace.untilNext(2)).isEqualTo(40);
    }

    @Test
    void countsARoundFromItsFirstWrite() {
        besideOthers = true;
        begin(2);
        now += 39;
        begin(1);

        assertThat(pace.untilNext(0)).isEqualTo(1);
        now += 1;
        assertThat(pace.untilNext(0)).isZero();
    }

    @Test
    void neverHoldsUpWhoWritesLittle() {
        besideOthers = true;
        for (int i = 0; i < 20; i++) {
            assertThat(pace.untilNext(0)).isZero();
            begin(1);
            now += 15;
        }
    }

    @Test
    void givesAllBackWhenTheOthersHaveEnded() {
        besideOthers = true;
        begin(3);
        besideOthers = false;

        assertThat(pace.untilNext(3)).isZero();
    }

    private void begin(int writes) {
        for (int i = 0; i < writes; i++) {
            pace.begin();
        }
    }
}

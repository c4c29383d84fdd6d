package dev.switchboard.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.WriteLimits;
import dev.switchboard.gateway.limits.CompanyLimits.Admission;
import dev.switchboard.gateway.limits.CompanyLimits.Limit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

final class LargeBodiesTest {

    private static final long MEGABYTE = 1 << 20;

    @Test
    void countsWhatIsUnderWayUntilItIsAnswered() {
        LargeBodies bodies = bodies(DataSize.ofMegabytes(10));
        Admission first = bodies.admit(6 * MEGABYTE);

        assertThat(bodies.admit(5 * MEGABYTE))
                .isEqualTo(new Admission.TooMuch(Limit.LARGE_BODIES, 0));
        assertThat(bodies.admit(4 * MEGABYTE)).isInstanceOf(Admission.Admitted.class);

        ((Admission.Admitted) first).close();
        assertThat(bodies.admit(6 * MEGABYTE)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void alwaysHasRoomForOneOfTheLargest() {
        assertThat(bodies(DataSize.ofMegabytes(1)).admit(8 * MEGABYTE))
                .isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void isAShareOfTheHeapUnlessItIsSet() {
        LargeBodies bodies = bodies(null);
        long share = Math.max(Runtime.getRuntime().maxMemory() / 8, 8 * MEGABYTE);

        assertThat(bodies.admit(share + MEGABYTE)).isInstanceOf(Admission.TooMuch.class);
        assertThat(bodies.admit(share)).isInstanceOf(Admission.Admitted.class);
    }

    private static LargeBodies bodies(@Nullable DataSize largeBodies) {
        return LimitsFixture.largeBodies(
                new WriteLimits(
                        DataSize.ofMegabytes(8),
                        DataSize.ofMegabytes(4),
                        10,
                        largeBodies,
                        Duration.ofSeconds(1)));
    }
}

package dev.switchboard.benchmarks.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.util.Map;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
final class ProcessMeterTest {

    @Test
    void seesWhatThisProcessUses() {
        ProcessMeter meter = new ProcessMeter(Map.of("me", ProcessHandle.current().pid()));
        double before = use(meter).cpuSeconds();

        long sum = 0;
        while (use(meter).cpuSeconds() < before + 0.05) {
            sum += Long.bitCount(System.nanoTime());
        }

        assertThat(sum).isPositive();
        assertThat(use(meter).residentMib()).isBetween(10.0, 10_000.0);
    }

    @Test
    void takesAProcessThatIsGoneForOneThatUsesNothing() {
        ProcessMeter meter = new ProcessMeter(Map.of("gone", 4_194_305L));

        assertThat(meter.read()).containsExactly(new ProcessUse("gone", 0, 0));
    }

    private static ProcessUse use(ProcessMeter meter) {
        return meter.read().getFirst();
    }
}

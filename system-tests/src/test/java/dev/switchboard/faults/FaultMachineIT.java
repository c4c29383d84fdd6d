package dev.switchboard.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A short run of the fault machine. {@code -Dfaults.minutes} and {@code -Dfaults.seed} make it
 * longer and repeat one.
 */
@Timeout(value = 90, unit = TimeUnit.MINUTES)
final class FaultMachineIT {

    private static final double MINUTES =
            Double.parseDouble(System.getProperty("faults.minutes", "3"));
    private static final long SEED = Long.getLong("faults.seed", 20261124);

    @Test
    void breaksNoPromise() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", "faults").toAbsolutePath());
        Path home = Files.createTempDirectory(folder, "seed-" + SEED + "-");

        Verdict verdict =
                new FaultRun(
                                SEED,
                                Duration.ofSeconds(Math.round(MINUTES * 60)),
                                home,
                                what -> System.out.println("faults: " + what))
                        .run();

        System.out.println(verdict.report());
        assertThat(verdict.violations())
                .as("data and logs are in %s%n%s", home, verdict.report())
                .isEmpty();
        assertThat(verdict.kept()).isTrue();
    }
}

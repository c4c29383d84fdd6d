package dev.switchboard.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.benchmarks.report.Measurement;
import dev.switchboard.benchmarks.report.Report;
import dev.switchboard.benchmarks.scenario.Creates;
import dev.switchboard.benchmarks.scenario.Plan;
import dev.switchboard.benchmarks.stack.BenchStack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;

/** That the benchmark of the whole path works; how fast it is says the benchmark itself. */
@Timeout(600)
final class BenchIT {

    @Test
    void measuresCreatesBesideTheBaseline() {
        Report report = new Report(_ -> {});

        try (BenchStack stack = BenchStack.start(_ -> {})) {
            new Creates(stack, new Plan(List.of(2), 1, 1, 1000, report)).run();
        }

        assertThat(report.measurements())
                .extracting(Measurement::subject)
                .contains("switchboard", "baseline", "switchboard, 50 % of its rate");
        assertThat(report.measurements())
                .allSatisfy(
                        m -> {
                            assertThat(m.errors()).isZero();
                            assertThat(m.requests()).isPositive();
                            assertThat(m.cpuMicrosPerRequest()).isPositive();
                        });
        assertThat(report.plots()).isNotEmpty();
    }
}

package dev.switchboard.pipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

final class LabelledGaugeTest {

    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final LabelledGauge gauge =
            new LabelledGauge(meters, "waiting", "Who waits", null, "topic");

    @Test
    void tellsTheLatestValuesAndNoOthers() {
        gauge.set(Map.of("a", 1, "b", 2L));
        gauge.set(Map.of("b", 3, "c", 4.5));

        assertThat(meters.scrape())
                .contains("waiting{topic=\"b\"} 3.0", "waiting{topic=\"c\"} 4.5")
                .doesNotContain("topic=\"a\"");

        gauge.set(Map.of());
        assertThat(meters.scrape()).doesNotContain("topic=");
    }

    @Test
    void isThereOnceForWhoScrapesWhileItChanges() throws InterruptedException {
        gauge.set(Map.of("a", 0));
        AtomicBoolean ending = new AtomicBoolean();
        Thread changing =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    for (int i = 0; !ending.get(); i++) {
                                        gauge.set(Map.of("a", i));
                                    }
                                });
        try {
            for (int i = 0; i < 5_000; i++) {
                assertThat(meters.scrape()).containsOnlyOnce("waiting{topic=\"a\"}");
            }
        } finally {
            ending.set(true);
            changing.join();
        }
    }
}

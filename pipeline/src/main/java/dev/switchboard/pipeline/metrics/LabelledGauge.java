package dev.switchboard.pipeline.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A gauge with a value for each value of one label, all of them told at once. Who scrapes meanwhile
 * sees each at most once.
 */
public final class LabelledGauge {

    private final Map<String, Double> values = new ConcurrentHashMap<>();
    private final String label;
    private final MultiGauge gauge;

    /**
     * @param name Micrometer's, with dots
     * @param unit of the values, or null where they are counts
     */
    public LabelledGauge(
            MeterRegistry meters,
            String name,
            String description,
            @Nullable String unit,
            String label) {
        this.label = label;
        this.gauge =
                MultiGauge.builder(name).description(description).baseUnit(unit).register(meters);
    }

    /** The values from now on, by the label's; others are not told any more. */
    public void set(Map<String, ? extends Number> now) {
        now.forEach((of, value) -> values.put(of, value.doubleValue()));
        // What is there is left there. A series that is removed and added again, which overwriting
        // does, may be there twice for who scrapes at that moment, and all of their scrape fails.
        gauge.register(now.keySet().stream().map(this::row).toList(), false);
        values.keySet().retainAll(now.keySet());
    }

    private Row<?> row(String of) {
        return Row.of(Tags.of(label, of), values, known -> known.getOrDefault(of, Double.NaN));
    }
}

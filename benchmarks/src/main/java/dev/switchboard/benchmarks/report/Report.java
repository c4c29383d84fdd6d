package dev.switchboard.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects what the scenarios find, and tells each line as soon as it is there. */
public final class Report {

    private final Consumer<String> progress;
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Plot> plots = new ArrayList<>();

    /**
     * @param progress is told each line
     */
    public Report(Consumer<String> progress) {
        this.progress = progress;
    }

    /** Takes up a line of the table. */
    public Measurement add(Measurement measurement) {
        measurements.add(measurement);
        progress.accept(Tables.line(measurement));
        return measurement;
    }

    /** Takes up a target. */
    public void add(Finding finding) {
        findings.add(finding);
        progress.accept(Tables.line(finding));
    }

    /** A part could not be measured, which counts as a target that was missed. */
    public void failed(String what, RuntimeException failure) {
        add(new Finding(what, "measured", "failed: " + failure, false));
    }

    /** Takes up a plot. */
    public void add(Plot plot) {
        plots.add(plot);
    }

    /** In the order in which they were added. */
    public List<Measurement> measurements() {
        return List.copyOf(measurements);
    }

    /** In the order in which they were added. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** In the order in which they were added. */
    public List<Plot> plots() {
        return List.copyOf(plots);
    }
}

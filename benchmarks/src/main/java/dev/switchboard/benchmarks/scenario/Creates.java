package dev.switchboard.benchmarks.scenario;

import dev.switchboard.benchmarks.load.Answers;
import dev.switchboard.benchmarks.load.HttpRequests;
import dev.switchboard.benchmarks.load.Load;
import dev.switchboard.benchmarks.load.LoadGenerator;
import dev.switchboard.benchmarks.load.LoadResult;
import dev.switchboard.benchmarks.load.Requests;
import dev.switchboard.benchmarks.people.People;
import dev.switchboard.benchmarks.report.Finding;
import dev.switchboard.benchmarks.report.Measurement;
import dev.switchboard.benchmarks.report.Plot;
import dev.switchboard.benchmarks.stack.Baseline;
import dev.switchboard.benchmarks.stack.BenchStack;
import dev.switchboard.benchmarks.stack.ProcessMeter;
import dev.switchboard.benchmarks.stack.ProcessUse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Durable creates, and the baseline beside them on the same database. */
public final class Creates {

    private static final int CREATED = 201;
    private static final double MOST_UNDER_LOAD = 400;
    private static final int NUMBERS = 150_000;
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final double[] SHARES = {0.1, 0.25, 0.5, 0.75, 0.9};

    private final BenchStack stack;
    private final Plan plan;
    private final AtomicLong people = new AtomicLong();
    private final People source = new People(7, "bench.example.com");

    /** On a stack that has started. */
    public Creates(BenchStack stack, Plan plan) {
        this.stack = stack;
        this.plan = plan;
    }

    /** Both, at each number of connections, then latency over rate. */
    public void run() {
        stack.importNumbers(NUMBERS);
        Map<Integer, Measurement> ours = new TreeMap<>();
        Map<Integer, Measurement> theirs = new TreeMap<>();
        Subject switchboard = Subject.of(stack);
        try (Baseline baseline = Baseline.start(stack)) {
            Subject plain = Subject.of(baseline);
            warmUp(switchboard, plan.warmUpDuration());
            warmUp(
                    plain,
                    plan.warmUpDuration().compareTo(A_MINUTE) < 0
                            ? plan.warmUpDuration()
                            : A_MINUTE);
            // Else the database would vacuum hundreds of thousands of rows of it while others are
            // measured.
            baseline.clear();
            for (int connections : plan.connections()) {
                ours.put(connections, measure(switchboard, connections));
                theirs.put(connections, measure(plain, connections));
            }
        }
        compare(ours, theirs);
        memory();
        latencyOverRate(switchboard, ours);
    }

    private void warmUp(Subject subject, Duration duration) {
        stack.say("Warming up " + subject.name());
        LoadGenerator.run(
                Load.closed(subject.address(), 32, duration),
                requests(subject.http()),
                CREATED,
                Answers.IGNORED);
    }

    private Requests requests(HttpRequests http) {
        return _ ->
                http.send("POST", "/Users", source.person(people.getAndIncrement()).toRequest());
    }

    private Measurement measure(Subject subject, int connections) {
        return measure(
                subject,
                Load.closed(subject.address(), connections, plan.duration()),
                subject.name());
    }

    private Measurement measure(Subject subject, Load load, String label) {
        ProcessMeter meter = new ProcessMeter(subject.pids());
        LoadResult result =
                LoadGenerator.run(load, requests(subject.http()), CREATED, Answers.IGNORED);
        return plan.report()
                .add(
                        Measurement.of(
                                "creates",
                                label,
                                load.connections(),
                                load.perSecond(),
                                result,
                                meter.read()));
    }

    private void compare(Map<Integer, Measurement> ours, Map<Integer, Measurement> theirs) {
        Map<Integer, Integer> least = Map.of(16, 1900, 64, 4200);
        least.forEach(
                (connections, rate) -> {
                    Measurement one = ours.get(connections);
                    if (one != null) {
                        String target = "creates at %d connections".formatted(connections);
                        plan.report().add(Finding.atLeast(target, rate, one.rate(), "/s"));
                    }
                });
        ours.forEach(
                (connections, one) -> {
                    Measurement other = theirs.get(connections);
                    if (other != null) {
                        compare(connections, one, other);
                    }
                });
        plan.report()
                .add(
                        new Plot(
                                "creates",
                                "creates",
                                "Creates per second",
                                "connections",
                                "creates/s",
                                true,
                                List.of(rates("Switchboard", ours), rates("baseline", theirs))));
    }

    private void compare(int connections, Measurement ours, Measurement theirs) {
        if (connections == 64) {
            String target = "rate at 64 connections over the baseline's";
            plan.report().add(Finding.atLeast(target, 2, ours.rate() / theirs.rate(), " ×"));
        }
        if (connections == 1) {
            String target = "median at 1 connection over the baseline's";
            plan.report().add(Finding.atMost(target, 3, ours.p50() - theirs.p50(), " ms"));
        }
    }

    private void memory() {
        for (ProcessUse use : new ProcessMeter(stack.pids()).read()) {
            if (stack.isService(use.name())) {
                plan.report()
                        .add(
                                Finding.atMost(
                                        use.name() + " resident under load",
                                        MOST_UNDER_LOAD,
                                        use.residentMib(),
                                        " MiB"));
            }
        }
    }

    private static Plot.Series rates(String name, Map<Integer, Measurement> measured) {
        List<Plot.Point> points = new ArrayList<>();
        measured.forEach((connections, m) -> points.add(new Plot.Point(connections, m.rate())));
        return new Plot.Series(name, points);
    }

    private void latencyOverRate(Subject subject, Map<Integer, Measurement> closed) {
        double most = closed.values().stream().mapToDouble(Measurement::rate).max().orElse(0);
        List<Plot.Point> p50 = new ArrayList<>();
        List<Plot.Point> p99 = new ArrayList<>();
        for (double share : SHARES) {
            double rate = Math.floor(most * share);
            boolean half = share == 0.5;
            Load load = Load.open(subject.address(), 64, half ? A_MINUTE : plan.duration(), rate);
            Measurement m =
                    measure(
                            subject,
                            load,
                            "switchboard, %.0f %% of its rate".formatted(share * 100));
            p50.add(new Plot.Point(rate, m.p50()));
            p99.add(new Plot.Point(rate, m.p99()));
            if (half) {
                plan.report()
                        .add(
                                Finding.atMost(
                                        "p99 over p50 at half of the maximum rate",
                                        5,
                                        m.p99() / m.p50(),
                                        " ×"));
                plan.report().add(Finding.none("errors at half of the maximum rate", m.errors()));
            }
        }
        plan.report()
                .add(
                        new Plot(
                                "creates",
                                "latency-over-rate",
                                "Latency of a create over the rate",
                                "creates/s",
                                "milliseconds",
                                false,
                                List.of(new Plot.Series("p50", p50), new Plot.Series("p99", p99))));
    }
}

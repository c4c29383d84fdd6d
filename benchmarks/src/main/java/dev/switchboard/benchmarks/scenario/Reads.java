package dev.switchboard.benchmarks.scenario;

import dev.switchboard.benchmarks.load.Answers;
import dev.switchboard.benchmarks.load.HttpRequests;
import dev.switchboard.benchmarks.load.Load;
import dev.switchboard.benchmarks.load.LoadGenerator;
import dev.switchboard.benchmarks.load.LoadResult;
import dev.switchboard.benchmarks.load.Requests;
import dev.switchboard.benchmarks.people.StoreLoader;
import dev.switchboard.benchmarks.report.Finding;
import dev.switchboard.benchmarks.report.Measurement;
import dev.switchboard.benchmarks.report.Plot;
import dev.switchboard.benchmarks.stack.Baseline;
import dev.switchboard.benchmarks.stack.BenchStack;
import dev.switchboard.benchmarks.stack.ProcessMeter;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The two reads that Okta does before each write, in a small store and in a large one, and the
 * baseline's read of the same rows.
 */
public final class Reads {

    private static final int OK = 200;
    private static final int SMALL = 1000;
    private static final double LEAST = 10_000;
    private static final double LATENCY_RATIO = 1.5;

    private final BenchStack stack;
    private final Plan plan;
    private final SplittableRandom random = new SplittableRandom(3);

    /** On a stack that has started, with an empty store. */
    public Reads(BenchStack stack, Plan plan) {
        this.stack = stack;
        this.plan = plan;
    }

    /** Measures at 1000 users, at a tenth of the plan's, and at all; leaves them in the store. */
    public void run() {
        Map<String, List<Plot.Point>> medians = new LinkedHashMap<>();
        Map<String, Double> small = new LinkedHashMap<>();
        Subject switchboard = Subject.of(stack);
        int loaded = 0;
        for (int users : sizes()) {
            stack.fill(loaded, users);
            loaded = users;
            int size = users;
            Map<String, Requests> kinds = new LinkedHashMap<>();
            kinds.put("GET by id", _ -> byId(switchboard.http(), size));
            kinds.put("userName eq", _ -> byName(switchboard.http(), size));
            if (size == SMALL) {
                // Else the first would be measured while the gateway's compiler is at work, and
                // the later ones, of larger stores, would look the quicker for it.
                kinds.values().forEach(requests -> warmUp(switchboard, requests));
            }
            kinds.forEach(
                    (kind, requests) -> {
                        Measurement m = measure(switchboard, kind, size, requests);
                        medians.computeIfAbsent(kind, _ -> new ArrayList<>())
                                .add(new Plot.Point(size, m.p50()));
                        if (size == SMALL) {
                            small.put(kind, m.p50());
                        }
                        if (size == plan.users()) {
                            conclude(kind, m, small.getOrDefault(kind, 0.0));
                        }
                    });
        }
        try (Baseline baseline = Baseline.start(stack)) {
            Subject plain = Subject.of(baseline);
            measure(
                    plain,
                    plain.name() + ", GET by id",
                    loaded,
                    _ -> byId(plain.http(), plan.users()));
        }
        List<Plot.Series> series = new ArrayList<>();
        medians.forEach((kind, points) -> series.add(new Plot.Series(kind + ", p50", points)));
        plan.report()
                .add(
                        new Plot(
                                "reads",
                                "latency-over-store-size",
                                "Latency of reads over the users in the store, 64 connections",
                                "users",
                                "milliseconds",
                                true,
                                series));
    }

    private List<Integer> sizes() {
        return List.of(SMALL, Math.max(SMALL * 2, plan.users() / 10), plan.users());
    }

    private byte[] byId(HttpRequests http, int users) {
        return http.get("/Users/" + StoreLoader.id(random.nextInt(users)));
    }

    private byte[] byName(HttpRequests http, int users) {
        String filter =
                "userName eq \"%s\""
                        .formatted(BenchStack.PEOPLE.person(random.nextInt(users)).userName());
        return http.get(
                "/Users?filter="
                        + URLEncoder.encode(filter, StandardCharsets.UTF_8)
                        + "&startIndex=1&count=100");
    }

    private Measurement measure(Subject subject, String kind, int users, Requests requests) {
        int connections = plan.connections().getLast();
        warmUp(subject, requests);
        ProcessMeter meter = new ProcessMeter(subject.pids());
        LoadResult result =
                LoadGenerator.run(
                        Load.closed(subject.address(), connections, plan.duration()),
                        requests,
                        OK,
                        Answers.IGNORED);
        return plan.report()
                .add(
                        Measurement.of(
                                "reads",
                                "%s, %,d users".formatted(kind, users),
                                connections,
                                0,
                                result,
                                meter.read()));
    }

    private void warmUp(Subject subject, Requests requests) {
        LoadGenerator.run(
                Load.closed(subject.address(), plan.connections().getLast(), plan.warmUpDuration()),
                requests,
                OK,
                Answers.IGNORED);
    }

    private void conclude(String kind, Measurement m, double small) {
        plan.report()
                .add(
                        Finding.atLeast(
                                "%s with %,d users at %d connections"
                                        .formatted(kind, plan.users(), m.connections()),
                                LEAST,
                                m.rate(),
                                "/s"));
        plan.report()
                .add(
                        Finding.atMost(
                                "median of %s with %,d users over that with 1,000"
                                        .formatted(kind, plan.users()),
                                LATENCY_RATIO,
                                m.p50() / small,
                                " ×"));
    }
}

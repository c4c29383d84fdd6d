package dev.switchboard.benchmarks.scenario;

import dev.switchboard.benchmarks.load.Answers;
import dev.switchboard.benchmarks.load.Load;
import dev.switchboard.benchmarks.load.LoadGenerator;
import dev.switchboard.benchmarks.load.LoadResult;
import dev.switchboard.benchmarks.load.Requests;
import dev.switchboard.benchmarks.people.People;
import dev.switchboard.benchmarks.report.Finding;
import dev.switchboard.benchmarks.report.Measurement;
import dev.switchboard.benchmarks.stack.BenchStack;
import dev.switchboard.benchmarks.stack.ProcessMeter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From the 201 for a user to their number, at half of the rate that creates reach. */
public final class Numbers {

    private static final int CREATED = 201;
    private static final int NUMBERS = 200_000;
    private static final Duration LEAD_IN = Duration.ofSeconds(15);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");

    private final BenchStack stack;
    private final Plan plan;
    private final People people = new People(23, "numbers.example.com");
    private long next;

    /** On a stack that has started. */
    public Numbers(BenchStack stack, Plan plan) {
        this.stack = stack;
        this.plan = plan;
    }

    /** Finds the rate that is reached, and measures at half of it. */
    public void run() {
        stack.importNumbers(NUMBERS);
        int connections = plan.connections().getLast();
        Requests creates =
                _ -> stack.requests().send("POST", "/Users", people.person(next++).toRequest());
        double rate = halfOfTheMost(connections, creates);
        try (NumberWatch watch = new NumberWatch(stack)) {
            ProcessMeter meter = new ProcessMeter(stack.pids());
            LoadResult result = open(connections, plan.duration(), rate, creates, watch);
            await(watch);
            conclude(watch, result, rate, meter);
        }
    }

    /**
     * Half of the rate that is reached. It is watched already and then sent at half of that rate,
     * so that what measures is compiled by then, and everybody before has a number.
     */
    private double halfOfTheMost(int connections, Requests creates) {
        try (NumberWatch watch = new NumberWatch(stack)) {
            stack.say("Warming up");
            closed(connections, plan.warmUpDuration(), creates, watch);
            stack.say("Looking for the rate that creates reach");
            LoadResult most = closed(connections, plan.duration(), creates, watch);
            double rate = Math.max(1, Math.floor(most.rate() / 2));
            open(connections, LEAD_IN, rate, creates, watch);
            await(watch);
            return rate;
        }
    }

    private LoadResult closed(
            int connections, Duration duration, Requests creates, NumberWatch watch) {
        return LoadGenerator.run(
                Load.closed(stack.gateway(), connections, duration),
                creates,
                CREATED,
                tellingTo(watch));
    }

    private LoadResult open(
            int connections, Duration duration, double rate, Requests creates, NumberWatch watch) {
        return LoadGenerator.run(
                Load.open(stack.gateway(), connections, duration, rate),
                creates,
                CREATED,
                tellingTo(watch));
    }

    private static Answers tellingTo(NumberWatch watch) {
        return (_, status, body, nanos) -> {
            if (status == CREATED) {
                watch.answered(idIn(body), nanos);
            }
        };
    }

    private void conclude(NumberWatch watch, LoadResult answered, double rate, ProcessMeter meter) {
        plan.report()
                .add(
                        Measurement.of(
                                "numbers",
                                "201",
                                plan.connections().getLast(),
                                rate,
                                answered,
                                meter.read()));
        LoadResult numbered =
                new LoadResult(
                        watch.latencies(),
                        answered.statuses(),
                        watch.waiting(),
                        answered.seconds());
        Measurement m =
                plan.report()
                        .add(
                                Measurement.of(
                                        "numbers",
                                        "201 to number",
                                        plan.connections().getLast(),
                                        rate,
                                        numbered,
                                        meter.read()));
        plan.report().add(Finding.atMost("201 to number, p50", 50, m.p50(), " ms"));
        plan.report().add(Finding.atMost("201 to number, p99", 250, m.p99(), " ms"));
        plan.report().add(Finding.none("users left without a number", m.errors()));
    }

    private static void await(NumberWatch watch) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (watch.waiting() > 0 && System.nanoTime() < deadline) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static String idIn(ByteBuffer body) {
        Matcher found = ID.matcher(StandardCharsets.UTF_8.decode(body));
        return found.find() ? found.group(1) : "";
    }
}

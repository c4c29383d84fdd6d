package dev.switchboard.benchmarks.scenario;

import dev.switchboard.benchmarks.load.Answers;
import dev.switchboard.benchmarks.load.HttpRequests;
import dev.switchboard.benchmarks.load.Load;
import dev.switchboard.benchmarks.load.LoadGenerator;
import dev.switchboard.benchmarks.load.LoadResult;
import dev.switchboard.benchmarks.people.People;
import dev.switchboard.benchmarks.report.Finding;
import dev.switchboard.benchmarks.report.Measurement;
import dev.switchboard.benchmarks.stack.BenchStack;
import dev.switchboard.benchmarks.stack.ProcessMeter;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one company's everyday requests feel of another company's import: the same few creates a
 * second, first alone, then beside somebody who creates as many users as they can.
 */
public final class Neighbours {

    private static final int CREATED = 201;
    private static final int TOO_MANY_REQUESTS = 429;

    /** About what Okta sends for one company while it assigns a group. */
    private static final double EVERYDAY = 5;

    private static final double MOST = 2;
    private static final int NUMBERS = 150_000;
    private static final int IMPORTED = 100_000;

    private final BenchStack stack;
    private final Plan plan;
    private final AtomicLong people = new AtomicLong();
    private final People everyday = new People(11, "everyday.example.com");
    private final People imported = new People(13, "import.example.com");

    /** On a stack that has started. */
    public Neighbours(BenchStack stack, Plan plan) {
        this.stack = stack;
        this.plan = plan;
    }

    /** Alone, then beside the import over each number of connections. */
    public void run() {
        stack.importNumbers(NUMBERS);
        HttpRequests company = stack.requests();
        HttpRequests importer = stack.anotherCompany("Importer");
        stack.say("Warming up");
        importing(importer, Load.closed(stack.gateway(), 32, plan.warmUpDuration()));
        Measurement alone = everyday(company, "everyday requests alone");
        for (int connections : plan.connections()) {
            String beside = "beside an import over %d connections".formatted(connections);
            Load load =
                    Load.closed(stack.gateway(), connections, plan.duration().multipliedBy(3))
                            .atMost(IMPORTED);
            CompletableFuture<LoadResult> other =
                    CompletableFuture.supplyAsync(() -> importing(importer, load));
            Measurement busy = everyday(company, "everyday requests " + beside);
            plan.report()
                    .add(
                            Measurement.of(
                                    "neighbours",
                                    "the import over %d connections".formatted(connections),
                                    connections,
                                    0,
                                    other.join(),
                                    List.of()));
            plan.report()
                    .add(
                            Finding.atMost(
                                    "p99 of a company's everyday requests %s over alone"
                                            .formatted(beside),
                                    MOST,
                                    busy.p99() / alone.p99(),
                                    " ×"));
        }
    }

    private Measurement everyday(HttpRequests company, String what) {
        ProcessMeter meter = new ProcessMeter(stack.pids());
        Load load = Load.open(stack.gateway(), 8, plan.duration().multipliedBy(3), EVERYDAY);
        LoadResult result =
                LoadGenerator.run(load, _ -> create(company, everyday), CREATED, Answers.IGNORED);
        return plan.report()
                .add(
                        Measurement.of(
                                "neighbours",
                                what,
                                load.connections(),
                                EVERYDAY,
                                result,
                                meter.read()));
    }

    /** As many as are let in; those that are told to come again later are no error. */
    private LoadResult importing(HttpRequests company, Load load) {
        return LoadGenerator.run(
                load,
                _ -> create(company, imported),
                status -> status == CREATED || status == TOO_MANY_REQUESTS,
                Answers.IGNORED);
    }

    private byte[] create(HttpRequests company, People source) {
        return company.send("POST", "/Users", source.person(people.getAndIncrement()).toRequest());
    }
}

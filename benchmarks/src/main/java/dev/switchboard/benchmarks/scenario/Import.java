package dev.switchboard.benchmarks.scenario;

import dev.switchboard.benchmarks.load.Answers;
import dev.switchboard.benchmarks.load.Load;
import dev.switchboard.benchmarks.load.LoadGenerator;
import dev.switchboard.benchmarks.load.LoadResult;
import dev.switchboard.benchmarks.report.Finding;
import dev.switchboard.benchmarks.report.Measurement;
import dev.switchboard.benchmarks.report.Plot;
import dev.switchboard.benchmarks.stack.BenchStack;
import dev.switchboard.benchmarks.stack.ProcessMeter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Okta's import of all users: by index at places all over the store, and by cursor in a row. */
public final class Import {

    private static final int OK = 200;
    private static final int PAGE = 200;
    private static final int PLACES = 10;
    private static final int PAGES_AT_A_PLACE = 20;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Pattern NEXT = Pattern.compile("\"nextCursor\"\\s*:\\s*\"([^\"]+)\"");
    private static final double RATIO = 2;

    private final BenchStack stack;
    private final Plan plan;

    /** On a stack with the plan's users in the store. */
    public Import(BenchStack stack, Plan plan) {
        this.stack = stack;
        this.plan = plan;
    }

    /** Both ways. */
    public void run() {
        List<Plot.Series> series = new ArrayList<>();
        series.add(new Plot.Series("by index, p50", byIndex()));
        List<Plot.Point> byCursor = byCursor();
        if (!byCursor.isEmpty()) {
            series.add(new Plot.Series("by cursor, mean", byCursor));
        }
        plan.report()
                .add(
                        new Plot(
                                "import",
                                "import",
                                "One page of 200 users over its place in the import",
                                "users before it",
                                "milliseconds",
                                false,
                                series));
    }

    private List<Plot.Point> byIndex() {
        List<Plot.Point> points = new ArrayList<>();
        int last = plan.users() - PAGE * PAGES_AT_A_PLACE;
        pages(0);
        for (int place = 0; place <= PLACES; place++) {
            int begin = (int) ((long) last * place / PLACES);
            ProcessMeter meter = new ProcessMeter(stack.pids());
            LoadResult result = pages(begin);
            Measurement m =
                    plan.report()
                            .add(
                                    Measurement.of(
                                            "import",
                                            "by index from %,d".formatted(begin),
                                            1,
                                            0,
                                            result,
                                            meter.read()));
            points.add(new Plot.Point(begin, m.p50()));
        }
        plan.report()
                .add(
                        Finding.atMost(
                                "median of a last page by index over a first",
                                RATIO,
                                points.getLast().y() / points.getFirst().y(),
                                " ×"));
        return points;
    }

    private LoadResult pages(int begin) {
        return LoadGenerator.run(
                Load.closed(stack.gateway(), 1, LONGEST).atMost(PAGES_AT_A_PLACE),
                n ->
                        stack.requests()
                                .get(
                                        "/Users?startIndex=%d&count=%d"
                                                .formatted(begin + n * PAGE + 1, PAGE)),
                OK,
                Answers.IGNORED);
    }

    private List<Plot.Point> byCursor() {
        int pages = Math.ceilDiv(plan.users(), PAGE);
        int part = Math.ceilDiv(pages, PLACES);
        AtomicReference<String> cursor = new AtomicReference<>("");
        List<Plot.Point> points = new ArrayList<>();
        if (!offersCursors()) {
            plan.report().add(new Finding("import by cursor", "offered", "no nextCursor", false));
            return points;
        }
        for (int begin = 0; begin < pages; begin += part) {
            int count = Math.min(part, pages - begin);
            ProcessMeter meter = new ProcessMeter(stack.pids());
            LoadResult result =
                    LoadGenerator.run(
                            Load.closed(stack.gateway(), 1, LONGEST).atMost(count),
                            _ ->
                                    stack.requests()
                                            .get(
                                                    "/Users?cursor=%s&count=%d"
                                                            .formatted(cursor.get(), PAGE)),
                            OK,
                            (_, _, body, _) -> cursor.set(next(body)));
            Measurement m =
                    plan.report()
                            .add(
                                    Measurement.of(
                                            "import",
                                            "by cursor from %,d".formatted((long) begin * PAGE),
                                            1,
                                            0,
                                            result,
                                            meter.read()));
            points.add(new Plot.Point((double) begin * PAGE, m.seconds() * 1000 / count));
        }
        plan.report()
                .add(
                        Finding.atMost(
                                "last tenth of an import by cursor over the first",
                                RATIO,
                                points.getLast().y() / points.getFirst().y(),
                                " ×"));
        return points;
    }

    private boolean offersCursors() {
        AtomicReference<String> cursor = new AtomicReference<>("");
        LoadGenerator.run(
                Load.closed(stack.gateway(), 1, LONGEST).atMost(1),
                _ -> stack.requests().get("/Users?cursor=&count=" + PAGE),
                OK,
                (_, _, body, _) -> cursor.set(next(body)));
        return !cursor.get().isEmpty();
    }

    private static String next(ByteBuffer body) {
        Matcher found = NEXT.matcher(StandardCharsets.UTF_8.decode(body));
        return found.find() ? found.group(1) : "";
    }
}

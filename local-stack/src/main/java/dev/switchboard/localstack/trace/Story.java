package dev.switchboard.localstack.trace;

import dev.switchboard.localstack.trace.Stores.Holding;
import dev.switchboard.localstack.trace.Stores.User;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A user and steps in order of time, with the times between them, for a person to read. */
final class Story {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Story() {}

    /** How a user stands, and why. */
    static void printUser(User user, PrintWriter out) {
        out.printf(
                "User %s '%s' of company %s: %s, version %d, number %s (%s)%n",
                user.id(),
                user.userName(),
                user.companyId(),
                user.active() ? "active" : "suspended",
                user.version(),
                user.number() == null ? "-" : user.number(),
                user.numberStatus());
        printIfAny("number", user.numberDetail(), out);
        printIfAny("requested number", user.requestedNumberDetail(), out);
        if (user.licenceWanted() != null) {
            printIfAny("licence", "waits for '%s'".formatted(user.licenceWanted()), out);
        } else if (user.licence() != null) {
            printIfAny("licence", "'%s'".formatted(user.licence()), out);
        }
        printIfAny("licence", user.licenceDetail(), out);
        if (user.active() && user.numberStatus().equals("none")) {
            printIfAny(
                    "number",
                    "none is looked for; './switchboard numbers show %s' tells whether an admin took it (withheld)"
                            .formatted(user.id()),
                    out);
        }
    }

    private static void printIfAny(String what, @Nullable String detail, PrintWriter out) {
        if (detail != null) {
            out.printf("    %s: %s%n", what, detail);
        }
    }

    static void print(List<Step> steps, PrintWriter out) {
        String day = "";
        @Nullable Instant before = null;
        for (Step step : inOrder(steps)) {
            if (!day.equals(DAY.format(step.at()))) {
                day = DAY.format(step.at());
                out.println(day + " (UTC)");
            }
            out.printf(
                    "%s %10s  %-16s  %s%n",
                    TIME.format(step.at()),
                    before == null ? "" : between(Duration.between(before, step.at())),
                    step.who(),
                    step.what());
            before = step.at();
        }
    }

    /**
     * By time, and by the pipeline's order where the times are equal. When a request came is told
     * by its answer's time and duration, some milliseconds off; it cannot have come after its own
     * command.
     */
    private static List<Step> inOrder(List<Step> steps) {
        Map<String, Instant> firsts = new HashMap<>();
        steps.forEach(step -> firsts.merge(step.request(), step.at(), Story::earlier));
        return steps.stream()
                .map(
                        step ->
                                step.rank() == Step.ASKED
                                        ? step.noLaterThan(
                                                firsts.getOrDefault(step.request(), step.at()))
                                        : step)
                .sorted(Comparator.comparing(Step::at).thenComparingInt(Step::rank))
                .toList();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Who held the subject's numbers, others before and after included. */
    static void printNumbers(List<Holding> holdings, Collection<String> subjects, PrintWriter out) {
        if (holdings.isEmpty()) {
            return;
        }
        out.println();
        out.println("Numbers, and who held them (UTC)");
        for (Holding holding : holdings) {
            out.printf(
                    "%s  from %s %s until %-23s  %s %s  (%s%s)%n",
                    holding.number(),
                    DAY.format(holding.from()),
                    TIME.format(holding.from()),
                    holding.until() == null
                            ? "now"
                            : DAY.format(holding.until()) + " " + TIME.format(holding.until()),
                    subjects.contains(holding.userId()) ? "this user" : "user",
                    holding.userId(),
                    holding.because(),
                    holding.endedBecause() == null ? "" : "; ended: " + holding.endedBecause());
        }
    }

    static String between(Duration time) {
        if (time.compareTo(Duration.ofSeconds(10)) < 0) {
            return "+%d ms".formatted(time.toMillis());
        }
        if (time.compareTo(Duration.ofHours(1)) < 0) {
            return "+%.1f s".formatted(time.toMillis() / 1000.0);
        }
        return "+%d h %d min".formatted(time.toHours(), time.toMinutesPart());
    }
}

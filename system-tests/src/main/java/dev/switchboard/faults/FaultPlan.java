package dev.switchboard.faults;

import dev.switchboard.faults.Fault.Kind;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Chooses the next fault; the same seed gives the same choices. */
final class FaultPlan {

    private static final int KILLS_OF_HUNDRED = 80;
    // Of each process. What writes need and what takes seconds to be back is hit less often, or
    // nothing would be decided any more and the next fault would find nothing to break.
    private static final Map<String, Integer> WEIGHTS =
            Map.of(
                    "scim-gateway", 4,
                    "number-service", 4,
                    "provisioner", 2,
                    "postgres", 4,
                    "kafka", 2);
    private static final int LONGEST_KILL_MILLIS = 2_000;
    private static final int SHORTEST_MILLIS = 500;
    private static final int LONGEST_MILLIS = 8_000;

    private final Random random;
    private final List<String> processes;
    private final Set<String> services;

    /**
     * @param processes all that can be killed
     * @param services those of them whose connections can be cut
     */
    FaultPlan(Random random, List<String> processes, Set<String> services) {
        this.random = random;
        this.processes =
                processes.stream()
                        .flatMap(p -> Collections.nCopies(weightOf(p), p).stream())
                        .toList();
        this.services = services;
    }

    private static int weightOf(String process) {
        return WEIGHTS.getOrDefault(process.replaceAll("-[0-9]+$", ""), 1);
    }

    Fault next() {
        String target = processes.get(random.nextInt(processes.size()));
        Kind kind = kindFor(target);
        int millis =
                kind == Kind.KILL || kind == Kind.RESTART
                        ? random.nextInt(LONGEST_KILL_MILLIS)
                        : random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS);
        return new Fault(kind, target, Duration.ofMillis(millis));
    }

    private Kind kindFor(String target) {
        if (random.nextInt(100) < KILLS_OF_HUNDRED) {
            return Kind.KILL;
        }
        List<Kind> others =
                services.contains(target)
                        ? List.of(
                                Kind.FREEZE,
                                Kind.RESTART,
                                Kind.CUT_BROKER,
                                Kind.CUT_DATABASE,
                                Kind.STALL_BROKER,
                                Kind.STALL_DATABASE)
                        : List.of(Kind.FREEZE, Kind.RESTART);
        return others.get(random.nextInt(others.size()));
    }
}

package dev.switchboard.benchmarks.scenario;

import dev.switchboard.benchmarks.report.Finding;
import dev.switchboard.benchmarks.stack.BenchStack;
import dev.switchboard.benchmarks.stack.ProcessMeter;
import dev.switchboard.benchmarks.stack.ProcessUse;
import dev.switchboard.localstack.StackProcess;

/** How long the whole and each service take to be ready, and what a service holds at rest. */
public final class AtRest {

    private static final double LONGEST_WHOLE = 20;
    private static final double LONGEST_START = 3;
    private static final double MOST_MIB = 256;

    private final BenchStack stack;
    private final Plan plan;

    /** On a stack that has just started. */
    public AtRest(BenchStack stack, Plan plan) {
        this.stack = stack;
        this.plan = plan;
    }

    /** Starts each service once more, alone. */
    public void run() {
        plan.report()
                .add(
                        Finding.atMost(
                                "a clean stack from nothing to ready",
                                LONGEST_WHOLE,
                                stack.secondsToReady(),
                                " s"));
        for (StackProcess process : stack.local().processes()) {
            if (stack.isService(process.name())) {
                stack.local().stop(process.name());
                stack.awaitRest();
                long begin = System.nanoTime();
                stack.local().start(process.name());
                plan.report()
                        .add(
                                Finding.atMost(
                                        process.name() + " ready after its start",
                                        LONGEST_START,
                                        (System.nanoTime() - begin) / 1e9,
                                        " s"));
            }
        }
        stack.awaitRest();
        for (ProcessUse use : new ProcessMeter(stack.pids()).read()) {
            if (stack.isService(use.name())) {
                plan.report()
                        .add(
                                Finding.atMost(
                                        use.name() + " resident at rest",
                                        MOST_MIB,
                                        use.residentMib(),
                                        " MiB"));
            }
        }
    }
}

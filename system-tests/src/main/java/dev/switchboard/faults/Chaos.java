package dev.switchboard.faults;

import dev.switchboard.faults.network.TcpProxy;
import dev.switchboard.localstack.StackException;
import dev.switchboard.localstack.StackProcess;
import dev.switchboard.localstack.StackProcess.Signal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Does faults at random, several at once but one for each process, and lets the load do something
 * between them: faults that hit an idle stack prove nothing.
 */
final class Chaos {

    private static final int AT_ONCE = 3;
    private static final int NEXT_LOOK = 100;
    private static final int SHORTEST_GAP = 300;
    private static final int LONGEST_GAP = 1_500;
    private static final long WRITES_BETWEEN = 15;
    private static final long WRITES_BETWEEN_OUTAGES = 60;
    private static final int BOTH_INSTANCES_OF_HUNDRED = 5;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    private final FaultyStack faulty;
    private final FaultPlan plan;
    private final Random random;
    private final LongSupplier writesDone;
    private final Consumer<String> log;
    private final List<Fault> done = new ArrayList<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private long writesAtLastOutage;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * @param writesDone how many writes have been answered 2xx until now
     */
    Chaos(FaultyStack faulty, long seed, LongSupplier writesDone, Consumer<String> log) {
        this.faulty = faulty;
        this.random = new Random(~seed);
        this.plan = new FaultPlan(new Random(seed), faulty.processes(), faulty.services());
        this.writesDone = writesDone;
        this.log = log;
    }

    /** The faults that were done. */
    List<Fault> done() {
        return done;
    }

    /**
     * Goes on until {@code goOn} says no; returns when all faults are over, all processes started.
     */
    void run(BooleanSupplier goOn) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (goOn.getAsBoolean()) {
                places.acquire();
                Fault fault = plan.next();
                if (isWanted(fault) && busy.add(fault.target())) {
                    log.accept(fault.toString());
                    done.add(fault);
                    threads.execute(() -> perform(fault));
                    awaitWrites(goOn);
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(SHORTEST_GAP, LONGEST_GAP));
                } else {
                    places.release();
                    TimeUnit.MILLISECONDS.sleep(NEXT_LOOK);
                }
            }
        }
    }

    /**
     * Mostly one instance of a service is left alone, and broker and database, of which there is
     * one each, until something has come through since the last of their outages.
     */
    private boolean isWanted(Fault fault) {
        if (!faulty.services().contains(fault.target())) {
            long writes = writesDone.getAsLong();
            boolean wanted = writes >= writesAtLastOutage + WRITES_BETWEEN_OUTAGES;
            writesAtLastOutage = wanted ? writes : writesAtLastOutage;
            return wanted;
        }
        if (random.nextInt(100) < BOTH_INSTANCES_OF_HUNDRED) {
            return true;
        }
        String service = fault.target().substring(0, fault.target().lastIndexOf('-'));
        return faulty.services().stream()
                .filter(name -> name.startsWith(service) && !name.equals(fault.target()))
                .allMatch(name -> !busy.contains(name) && faulty.stack().process(name).isReady());
    }

    private void awaitWrites(BooleanSupplier goOn) throws InterruptedException {
        long enough = writesDone.getAsLong() + WRITES_BETWEEN;
        Instant deadline = Instant.now().plus(LONGEST_WAIT);
        while (goOn.getAsBoolean()
                && writesDone.getAsLong() < enough
                && Instant.now().isBefore(deadline)) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private void perform(Fault fault) {
        try {
            StackProcess process = faulty.stack().process(fault.target());
            switch (fault.kind()) {
                case KILL -> {
                    process.kill();
                    pause(fault);
                    start(process);
                }
                case FREEZE -> {
                    process.signal(Signal.STOP);
                    pause(fault);
                    process.signal(Signal.CONT);
                }
                case RESTART -> {
                    process.stop(STOP_PATIENCE);
                    pause(fault);
                    start(process);
                }
                case CUT_BROKER -> cut(faulty.toBroker(fault.target()), fault);
                case CUT_DATABASE -> cut(faulty.toDatabase(fault.target()), fault);
                case STALL_BROKER -> stall(faulty.toBroker(fault.target()), fault);
                case STALL_DATABASE -> stall(faulty.toDatabase(fault.target()), fault);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.accept("FAULT FAILED: " + fault + ": " + e);
        } finally {
            busy.remove(fault.target());
            places.release();
        }
    }

    private static void cut(TcpProxy proxy, Fault fault) throws InterruptedException {
        proxy.cut();
        pause(fault);
        proxy.heal();
    }

    private static void stall(TcpProxy proxy, Fault fault) throws InterruptedException {
        proxy.stall();
        pause(fault);
        proxy.heal();
    }

    private static void pause(Fault fault) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(fault.lasts().toMillis());
    }

    /** A port may be in use for a moment more after its process is gone. */
    private static void start(StackProcess process) throws InterruptedException {
        Instant deadline = Instant.now().plus(START_PATIENCE);
        while (true) {
            try {
                process.start();
                return;
            } catch (StackException e) {
                if (Instant.now().isAfter(deadline)) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }
}

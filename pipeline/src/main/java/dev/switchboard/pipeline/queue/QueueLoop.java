package dev.switchboard.pipeline.queue;

import dev.switchboard.pipeline.intake.FaultEpisode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A thread that works off a queue: until nothing is left, then again when its {@link Bell} rings,
 * and at the latest after a second, since other instances ring bells of their own. A step that
 * fails is tried again without end; it says so once, and once that it works again.
 */
public final class QueueLoop {

    private static final Duration IDLE_LOOK = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);
    private static final int MOST_PACES = 5;
    private static final Duration STOP_TIME = Duration.ofSeconds(10);

    private final String name;
    private final Bell bell;
    private final Duration pace;
    private final Step step;
    private final FaultEpisode episode;
    private final AtomicReference<@Nullable Thread> running = new AtomicReference<>();

    /** What is done with a part of the queue. */
    @FunctionalInterface
    public interface Step {

        /**
         * Does it.
         *
         * @return whether something may be left that was there before
         */
        boolean run();
    }

    /**
     * @param name the thread's
     * @param what stands in the queue, as the log is to tell it, e.g. "outbox messages"
     * @param bell rung by who adds to the queue
     * @param pace the shortest time from one awakening to the next; a first one is not held up
     */
    public QueueLoop(String name, String what, Bell bell, Duration pace, Step step) {
        this.name = name;
        this.bell = bell;
        this.pace = pace;
        this.step = step;
        this.episode = new FaultEpisode(what);
    }

    private void run() {
        while (isRunning()) {
            long begin = System.nanoTime();
            try {
                while (isRunning() && step.run()) {
                    // Something is left.
                }
                episode.over();
                long end = System.nanoTime();
                bell.await(IDLE_LOOK);
                rest(restUntil(begin, end, pace.toNanos()));
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                if (isRunning()) {
                    episode.in(e);
                }
                if (!pause()) {
                    return;
                }
            }
        }
    }

    /**
     * When to work again, at the earliest. Where the work takes long the machine is busy, and what
     * comes meanwhile is done with less effort together: so it works half of its time at most,
     * unless it has caught up with a long queue.
     *
     * @param begin of the work, in {@link System#nanoTime}, as is what is returned
     * @param end of the work
     * @param pace in nanoseconds
     */
    static long restUntil(long begin, long end, long pace) {
        return Math.max(begin + pace, end + Math.min(end - begin, MOST_PACES * pace));
    }

    private static void rest(long until) throws InterruptedException {
        long nanos = until - System.nanoTime();
        if (nanos > 0) {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAULT);
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    /** Starts the thread, unless it runs. */
    public void start() {
        Thread thread = Thread.ofPlatform().name(name).unstarted(this::run);
        if (running.compareAndSet(null, thread)) {
            thread.start();
        }
    }

    /** Ends after the step that is under way, or interrupts it where it takes over ten seconds. */
    public void stop() {
        Thread thread = running.getAndSet(null);
        if (thread == null) {
            return;
        }
        bell.ring();
        try {
            if (!thread.join(STOP_TIME)) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it was started and not stopped. */
    public boolean isRunning() {
        return running.get() != null;
    }
}

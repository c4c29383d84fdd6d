package dev.switchboard.systemtests;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many requests at a time. */
final class Load {

    private Load() {}

    /**
     * Does the task {@code count} times, {@code connections} at a time.
     *
     * @param task gets its number, from 0
     * @return the results in the order of the numbers
     */
    static <T> List<T> run(int count, int connections, IntFunction<T> task) {
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<T>> results = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                results.add(threads.submit(() -> task.apply(number)));
            }
            List<T> done = new ArrayList<>();
            for (Future<T> result : results) {
                done.add(result.get());
            }
            return done;
        } catch (ExecutionException e) {
            throw new AssertionError("A request of the load failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Does the task {@code count} times, all at the same moment. */
    static <T> List<T> together(int count, IntFunction<T> task) {
        var barrier = new CyclicBarrier(count);
        return run(
                count,
                count,
                number -> {
                    try {
                        barrier.await();
                    } catch (InterruptedException | BrokenBarrierException e) {
                        throw new IllegalStateException(e);
                    }
                    return task.apply(number);
                });
    }
}

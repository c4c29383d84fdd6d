package dev.switchboard.localstack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does the same to several processes at once, and waits for all of them. */
final class SideBySide {

    private SideBySide() {}

    /**
     * Returns when it is done to all.
     *
     * @throws RuntimeException the first one's, once all have ended
     */
    static void each(List<StackProcess> processes, Consumer<StackProcess> task) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            processes.forEach(p -> running.add(threads.submit(() -> task.accept(p))));
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException expected) {
                throw expected;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for the stack.", e);
        }
    }
}

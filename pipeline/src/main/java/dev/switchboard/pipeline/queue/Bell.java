package dev.switchboard.pipeline.queue;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Between those who put something into a queue and the {@link QueueLoop} of the same process. */
public class Bell {

    private final Semaphore rung = new Semaphore(0);

    /** Rings once the running transaction has committed. */
    public final void ringAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        ring();
                    }
                });
    }

    final void ring() {
        // One ring is enough, however many commits there were.
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    final void await(Duration atMost) throws InterruptedException {
        rung.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
        rung.drainPermits();
    }
}

package dev.switchboard.provisioner.outbox;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The bell between those who add messages and the relay of the same process. */
@Component
final class RelayWakeup {

    private final Semaphore bell = new Semaphore(0);

    void wake() {
        // One ring is enough, however many commits there were.
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    void await(Duration atMost) throws InterruptedException {
        bell.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
        bell.drainPermits();
    }
}

package dev.switchboard.gateway.limits;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * Lets some through at once and has the others wait for their turn, in the order in which they
 * came. How many may change at any time; whoever is under way stays so.
 */
final class Turns {

    private final IntSupplier allowed;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition turn = lock.newCondition();
    private int underWay;
    private int waiting;

    /**
     * @param allowed how many may be under way now, at least 1
     */
    Turns(IntSupplier allowed) {
        this.allowed = allowed;
    }

    /**
     * Waits for a turn.
     *
     * @return false where none came in time
     * @throws InterruptedException without a turn
     */
    boolean take(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (waiting > 0 || underWay >= allowed.getAsInt()) {
                waiting++;
                try {
                    if (!isMine(patience)) {
                        return false;
                    }
                } finally {
                    waiting--;
                }
            }
            underWay++;
            passOn();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isMine(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        do {
            if (left <= 0) {
                return false;
            }
            left = turn.awaitNanos(left);
        } while (underWay >= allowed.getAsInt());
        return true;
    }

    /** Ends a turn. */
    void done() {
        lock.lock();
        try {
            underWay--;
            passOn();
        } finally {
            lock.unlock();
        }
    }

    /** More may be allowed than one ended turn makes room for. */
    private void passOn() {
        if (waiting > 0 && underWay < allowed.getAsInt()) {
            turn.signal();
        }
    }
}

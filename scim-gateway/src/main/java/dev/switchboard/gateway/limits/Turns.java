package dev.switchboard.gateway.limits;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets a company's writes begin as their {@link WritePace} has it, and the others wait for their
 * turn in the order in which they came. Whoever is under way stays so.
 */
final class Turns {

    private final WritePace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Condition> waiting = new ArrayDeque<>();
    private int underWay;

    Turns(WritePace pace) {
        this.pace = pace;
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
            if ((!waiting.isEmpty() || pace.untilNext(underWay) > 0) && !isMine(patience)) {
                return false;
            }
            underWay++;
            pace.begin();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isMine(Duration patience) throws InterruptedException {
        Condition mine = lock.newCondition();
        waiting.add(mine);
        try {
            long left = patience.toNanos();
            while (true) {
                // Who is not the first waits to become it.
                long until =
                        mine.equals(waiting.peek())
                                ? pace.untilNext(underWay)
                                : WritePace.WHEN_ONE_ENDS;
                if (until <= 0) {
                    return true;
                }
                if (left <= 0) {
                    return false;
                }
                long time = Math.min(until, left);
                left -= time - mine.awaitNanos(time);
            }
        } finally {
            waiting.remove(mine);
            wakeFirst();
        }
    }

    /** Ends a turn. */
    void done() {
        lock.lock();
        try {
            underWay--;
            wakeFirst();
        } finally {
            lock.unlock();
        }
    }

    private void wakeFirst() {
        Condition first = waiting.peek();
        if (first != null) {
            first.signal();
        }
    }
}

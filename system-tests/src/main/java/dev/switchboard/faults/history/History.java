package dev.switchboard.faults.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Every request of a run and its end. Safe for use by many threads. */
public final class History {

    private final ConcurrentLinkedQueue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final AtomicLong done = new AtomicLong();

    /** Takes up one that has ended. */
    public void add(Attempt attempt) {
        attempts.add(attempt);
        if (attempt.action().writes() && attempt.answer().done()) {
            done.incrementAndGet();
        }
    }

    /** How many writes have been answered 2xx until now. */
    public long writesDone() {
        return done.get();
    }

    /** All, those of one client in the order in which it sent them. */
    public List<Attempt> attempts() {
        return new ArrayList<>(attempts);
    }

    /** How often each action ended how, e.g. {@code CREATE_USER 201}. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (Attempt attempt : attempts) {
            int status = attempt.answer().status();
            counts.merge(
                    attempt.action() + " " + (status == 0 ? "no answer" : status), 1L, Long::sum);
        }
        return counts;
    }
}

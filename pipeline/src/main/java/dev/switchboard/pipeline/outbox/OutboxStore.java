package dev.switchboard.pipeline.outbox;

import java.util.List;

/** The table of a service's messages that the broker has not acknowledged yet. */
public interface OutboxStore {

    /** Waits until the running transaction is the only relay of all instances. */
    void lock();

    /**
     * The oldest messages, those of one key in the order in which they were added.
     *
     * @param after only those with a higher id; 0 for all
     * @param limit how many at most
     */
    List<WaitingMessage> next(long after, int limit);

    /** How much waits. */
    Backlog backlog();

    /** Deletes messages that have been acknowledged. */
    void delete(List<Long> ids);
}

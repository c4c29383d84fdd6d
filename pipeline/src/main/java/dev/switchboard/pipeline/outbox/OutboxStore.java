package dev.switchboard.pipeline.outbox;

import java.util.Collection;
import java.util.List;

/** The table of a service's messages that the broker has not acknowledged yet. */
public interface OutboxStore {

    /**
     * Waits until the running transaction is the only relay of all instances.
     *
     * @return a transaction id: all transactions with a lower one had ended before this
     */
    long lock();

    /**
     * The oldest messages, those of one key in the order in which they were added; fewer than the
     * limit where they are large.
     *
     * @param after only those with a higher id; 0 for all
     * @param without keys whose messages are left out
     * @param limit how many at most
     */
    Look next(long after, Collection<String> without, int limit);

    /**
     * What was seen. Ids are given before transactions commit, so there may be messages between
     * these that cannot be seen yet.
     *
     * @param messages in the order of their ids
     * @param nextTransaction a transaction id: all transactions that may still commit a message
     *     with an id up to the last one's have a lower one. 0 where there are none
     * @param isAll whether no message that could be seen is left behind these
     */
    record Look(List<WaitingMessage> messages, long nextTransaction, boolean isAll) {}

    /** How much waits. */
    Backlog backlog();

    /** Deletes messages that have been acknowledged. */
    void delete(List<Long> ids);

    /**
     * Makes room of what deleted messages have left; outside of a transaction. Does nothing where
     * that is being done, or is not this service's to do.
     */
    void vacuum();
}

package dev.switchboard.pipeline.outbox;

import dev.switchboard.pipeline.queue.QueueLoop;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Sends the outbox to the broker: at least once, in order per resource. Of all instances one sends
 * at a time; each wakes after its own commits, so no message waits for another instance's poll.
 * What was acknowledged is deleted in the transaction that held the relay's lock; a crash before
 * the commit sends it again with the same {@code ce_id}.
 */
public final class OutboxRelay implements SmartLifecycle {

    private static final int PASS = 1000;
    // What is left of a resource that changes all the time waits for the next pass, as others do.
    private static final int ROUNDS = 20;
    // Passes leave out the ids before those just sent: the database would step over what is deleted
    // and not vacuumed yet, each time. An id given earlier may become visible later, so some are
    // looked at again, and now and then all: more often where something was announced and nothing
    // is found.
    private static final Duration FULL_LOOK = Duration.ofSeconds(5);
    private static final Duration FULL_LOOK_FOR_NOTHING = Duration.ofSeconds(1);
    private static final long LOOKED_AT_AGAIN = 1000;
    // A lone message goes at once; under load the next pass waits for more, since each costs a
    // transaction, and a commit to disk, whatever it carries.
    private static final Duration PACE = Duration.ofMillis(10);

    private final TransactionTemplate transactions;
    private final OutboxStore outbox;
    private final KafkaTemplate<String, byte[]> kafka;
    private final QueueLoop loop;
    private long after;
    private long lastFullLook = System.nanoTime();

    OutboxRelay(
            PlatformTransactionManager transactionManager,
            OutboxStore outbox,
            RelayWakeup wakeup,
            KafkaTemplate<String, byte[]> kafka) {
        this.transactions = new TransactionTemplate(transactionManager);
        this.outbox = outbox;
        this.kafka = kafka;
        this.loop =
                new QueueLoop(
                        "outbox-relay", "outbox messages", wakeup, PACE, () -> !pass().isLast());
    }

    /**
     * One pass: sends the oldest messages and deletes those that the broker has acknowledged.
     *
     * @return how many were sent
     * @throws RelayFaultException where one was not; it and those behind it stay
     */
    public int runOnce() {
        return pass().sent().size();
    }

    private RelayPass pass() {
        RelayPass pass;
        try {
            pass = Objects.requireNonNull(transactions.execute(_ -> sentAndDeleted()));
        } catch (RuntimeException e) {
            // What was sent may still be there: it goes again before what comes after it.
            after = 0;
            throw e;
        }
        if (pass.fault() != null) {
            throw new RelayFaultException(pass.fault());
        }
        return pass;
    }

    private RelayPass sentAndDeleted() {
        outbox.lock();
        List<WaitingMessage> rows = next();
        RelayPass pass = send(rows);
        advance(rows, pass.sent());
        if (!pass.sent().isEmpty()) {
            outbox.delete(pass.sent());
        }
        return pass;
    }

    private List<WaitingMessage> next() {
        if (isFullLookDue(FULL_LOOK)) {
            return all();
        }
        List<WaitingMessage> rows = outbox.next(after, PASS);
        return rows.isEmpty() && after > 0 && isFullLookDue(FULL_LOOK_FOR_NOTHING) ? all() : rows;
    }

    private boolean isFullLookDue(Duration each) {
        return System.nanoTime() - lastFullLook >= each.toNanos();
    }

    private List<WaitingMessage> all() {
        lastFullLook = System.nanoTime();
        after = 0;
        return outbox.next(after, PASS);
    }

    /** What was not sent is looked at by the next pass too. */
    private void advance(List<WaitingMessage> rows, List<Long> sent) {
        Set<Long> gone = new HashSet<>(sent);
        for (WaitingMessage row : rows) {
            if (!gone.contains(row.id())) {
                return;
            }
            after = Math.max(after, row.id() - LOOKED_AT_AGAIN);
        }
    }

    /**
     * @param isLast whether nothing was left when it looked; whoever adds something after that
     *     rings
     */
    private record RelayPass(List<Long> sent, @Nullable Throwable fault, boolean isLast) {}

    /**
     * A resource's next message waits for the acknowledgement of the one before, so that no failed
     * delivery can let a later one overtake it; others do not wait for it. So it goes in rounds,
     * each with the next message of every resource.
     */
    private RelayPass send(List<WaitingMessage> rows) {
        Map<String, Deque<WaitingMessage>> queues = new LinkedHashMap<>();
        rows.forEach(
                row ->
                        queues.computeIfAbsent(row.message().key(), _ -> new ArrayDeque<>())
                                .add(row));
        List<Long> sent = new ArrayList<>();
        Throwable fault = null;
        for (int round = 0; round < ROUNDS && !queues.isEmpty() && fault == null; round++) {
            fault = sendRound(queues.values(), sent);
            queues.values().removeIf(Collection::isEmpty);
        }
        return new RelayPass(sent, fault, rows.size() < PASS && sent.size() == rows.size());
    }

    private record Sending(WaitingMessage row, CompletableFuture<?> ack) {}

    /** Returns what went wrong, if anything; what was acknowledged is in {@code sent} anyway. */
    private @Nullable Throwable sendRound(
            Collection<Deque<WaitingMessage>> queues, List<Long> sent) {
        List<Sending> round = new ArrayList<>(queues.size());
        Throwable fault = null;
        for (Deque<WaitingMessage> queue : queues) {
            WaitingMessage row = queue.remove();
            try {
                round.add(new Sending(row, kafka.send(row.message())));
            } catch (RuntimeException e) {
                fault = e;
                break;
            }
        }
        for (Sending one : round) {
            try {
                one.ack.get();
                sent.add(one.row.id());
            } catch (ExecutionException e) {
                fault = e.getCause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return e;
            }
        }
        return fault;
    }

    @Override
    public void start() {
        loop.start();
    }

    /** Ends after the pass that is under way. */
    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    /** Before the listeners, so that at the stop, which goes backwards, it ends after them. */
    @Override
    public int getPhase() {
        return 0;
    }
}

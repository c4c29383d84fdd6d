package dev.switchboard.pipeline.outbox;

import dev.switchboard.pipeline.intake.Faults;
import dev.switchboard.pipeline.queue.QueueLoop;
import dev.switchboard.pipeline.topics.Dispatch;

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
    // With the wait for the last acknowledgement (delivery.timeout.ms, 30 s) it ends before the
    // database ends an idle transaction, whose work would be lost.
    private static final Duration SENDING = Duration.ofSeconds(20);
    // For a message of a transaction that had written nothing before it, which Mark cannot see, and
    // for those that come by hand.
    private static final Duration FULL_LOOK = Duration.ofSeconds(10);
    // A lone message goes at once; under load the next pass waits for more, since each costs a
    // transaction, and a commit to disk, whatever it carries.
    private static final Duration PACE = Duration.ofMillis(10);

    private final TransactionTemplate transactions;
    private final OutboxStore outbox;
    private final OutboxVacuum vacuum;
    private final KafkaTemplate<String, byte[]> kafka;
    private final QueueLoop loop;
    // Passes leave out the ids before this one: the database would step over what is deleted and
    // not vacuumed yet, each time.
    private long after;
    private @Nullable Mark mark;
    // Resources whose next message is larger than the broker takes. They are left out until the
    // next full look, so that however much waits for them leaves room for the others.
    private final Set<String> heldUp = new HashSet<>();
    private long lastFullLook = System.nanoTime();

    /**
     * Where {@link #after} may go once it is certain that nothing before it can still appear: an id
     * given earlier may become visible later, and must not be overtaken by what follows it.
     *
     * @param transaction all transactions before this one must have ended
     */
    private record Mark(long id, long transaction) {}

    OutboxRelay(
            PlatformTransactionManager transactionManager,
            OutboxStore outbox,
            OutboxVacuum vacuum,
            RelayWakeup wakeup,
            KafkaTemplate<String, byte[]> kafka) {
        this.transactions = new TransactionTemplate(transactionManager);
        this.outbox = outbox;
        this.vacuum = vacuum;
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
            lookAtAll();
            throw e;
        }
        vacuum.deleted(pass.sent().size());
        if (pass.fault() != null) {
            throw new RelayFaultException(pass.fault());
        }
        return pass;
    }

    private RelayPass sentAndDeleted() {
        long ended = outbox.lock();
        if (System.nanoTime() - lastFullLook >= FULL_LOOK.toNanos()) {
            lookAtAll();
        }
        OutboxStore.Look look = outbox.next(after, heldUp, PASS);
        RelayPass pass = send(look);
        advance(look, pass.sent(), ended);
        if (!pass.sent().isEmpty()) {
            outbox.delete(pass.sent());
        }
        return pass;
    }

    private void lookAtAll() {
        lastFullLook = System.nanoTime();
        after = 0;
        mark = null;
        heldUp.clear();
    }

    private void advance(OutboxStore.Look look, List<Long> sent, long ended) {
        if (mark != null && ended >= mark.transaction && nothingLeft(look, sent) >= mark.id) {
            after = mark.id;
            mark = null;
        }
        if (mark == null && !look.messages().isEmpty()) {
            mark = new Mark(look.messages().getLast().id(), look.nextTransaction());
        }
    }

    /** The id up to which all that could be seen was sent. */
    private static long nothingLeft(OutboxStore.Look look, List<Long> sent) {
        Set<Long> gone = new HashSet<>(sent);
        for (WaitingMessage message : look.messages()) {
            if (!gone.contains(message.id())) {
                return message.id() - 1;
            }
        }
        return look.isAll() ? Long.MAX_VALUE : look.messages().getLast().id();
    }

    /**
     * @param isLast whether nothing was left when it looked; whoever adds something after that
     *     rings
     */
    private record RelayPass(List<Long> sent, @Nullable Throwable fault, boolean isLast) {}

    /**
     * A resource's next message waits for the acknowledgement of the one before, so that no failed
     * delivery can let a later one overtake it; others do not wait for it. So it goes in rounds,
     * each with the next message of every resource. One that is larger than the broker takes holds
     * up its own resource and no other.
     */
    private RelayPass send(OutboxStore.Look look) {
        List<WaitingMessage> rows = look.messages();
        Map<String, Deque<WaitingMessage>> queues = new LinkedHashMap<>();
        rows.forEach(
                row ->
                        queues.computeIfAbsent(row.message().key(), _ -> new ArrayDeque<>())
                                .add(row));
        List<Long> sent = new ArrayList<>();
        Throwable fault = null;
        long begin = System.nanoTime();
        for (int round = 0;
                round < ROUNDS
                        && !queues.isEmpty()
                        && fault == null
                        && System.nanoTime() - begin < SENDING.toNanos();
                round++) {
            fault = sendRound(queues.values(), sent);
            queues.values().removeIf(Collection::isEmpty);
        }
        return new RelayPass(sent, fault, look.isAll() && sent.size() == rows.size());
    }

    private record Sending(
            WaitingMessage row, CompletableFuture<?> ack, Deque<WaitingMessage> behind) {}

    /** Returns what went wrong, if anything; what was acknowledged is in {@code sent} anyway. */
    private @Nullable Throwable sendRound(
            Collection<Deque<WaitingMessage>> queues, List<Long> sent) {
        List<Sending> round = new ArrayList<>(queues.size());
        Throwable fault = null;
        for (Deque<WaitingMessage> queue : queues) {
            WaitingMessage row = queue.remove();
            try {
                round.add(new Sending(row, kafka.send(row.message()), queue));
            } catch (RuntimeException e) {
                if (!Faults.isTooLarge(e)) {
                    fault = e;
                    break;
                }
                holdUp(row, queue);
            }
        }
        Dispatch.now(kafka);
        for (Sending one : round) {
            try {
                one.ack.get();
                sent.add(one.row.id());
            } catch (ExecutionException e) {
                if (Faults.isTooLarge(e)) {
                    holdUp(one.row, one.behind);
                } else {
                    fault = e.getCause();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return e;
            }
        }
        return fault;
    }

    /** The producer has logged why. */
    private void holdUp(WaitingMessage tooLarge, Deque<WaitingMessage> behind) {
        heldUp.add(tooLarge.message().key());
        behind.clear();
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

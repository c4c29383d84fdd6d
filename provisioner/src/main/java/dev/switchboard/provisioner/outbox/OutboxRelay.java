package dev.switchboard.provisioner.outbox;

import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageCodec.Encoded;
import dev.switchboard.userstore.Outbox;
import dev.switchboard.userstore.OutboxEntry;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends the outbox to the broker: at least once, in order per resource. Of all instances one sends
 * at a time; each wakes after its own commits, so no message waits for another instance's poll.
 * What was acknowledged is deleted in the transaction that held the relay's lock; a crash before
 * the commit sends it again with the same {@code ce_id}.
 */
@Component
public final class OutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private static final int PASS = 1000;
    private static final Duration IDLE_LOOK = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);

    private final TransactionTemplate transactions;
    private final Outbox outbox;
    private final RelayWakeup wakeup;
    private final KafkaTemplate<String, byte[]> kafka;
    private final MessageCodec codec;
    private final AtomicReference<@Nullable Thread> running = new AtomicReference<>();

    OutboxRelay(
            PlatformTransactionManager transactionManager,
            Outbox outbox,
            RelayWakeup wakeup,
            KafkaTemplate<String, byte[]> kafka,
            MessageCodec codec) {
        this.transactions = new TransactionTemplate(transactionManager);
        this.outbox = outbox;
        this.wakeup = wakeup;
        this.kafka = kafka;
        this.codec = codec;
    }

    /**
     * One pass: sends the oldest messages and deletes those that the broker has acknowledged.
     *
     * @return how many were sent
     * @throws RelayFaultException where one was not; it and those behind it stay
     */
    public int runOnce() {
        RelayPass pass =
                Objects.requireNonNull(
                        transactions.execute(
                                _ -> {
                                    outbox.lock();
                                    RelayPass result = send(outbox.next(PASS));
                                    if (!result.sent().isEmpty()) {
                                        outbox.delete(result.sent());
                                    }
                                    return result;
                                }));
        if (pass.fault() != null) {
            throw new RelayFaultException(pass.fault());
        }
        return pass.sent().size();
    }

    private record RelayPass(List<Long> sent, @Nullable Throwable fault) {}

    private RelayPass send(List<OutboxEntry> rows) {
        List<Long> ids = new ArrayList<>();
        List<CompletableFuture<?>> acks = new ArrayList<>();
        Set<UUID> keys = new HashSet<>();
        Throwable fault = null;
        for (OutboxEntry row : rows) {
            // A resource's next message waits for the acknowledgement of the one before, so that no
            // failed delivery can let a later one overtake it; others do not wait for it.
            if (!keys.add(row.key())) {
                continue;
            }
            try {
                acks.add(kafka.send(record(row)));
                ids.add(row.id());
            } catch (RuntimeException e) {
                fault = e;
                break;
            }
        }
        List<Long> sent = new ArrayList<>();
        for (int i = 0; i < acks.size(); i++) {
            try {
                acks.get(i).get();
                sent.add(ids.get(i));
            } catch (ExecutionException e) {
                fault = e.getCause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new RelayPass(sent, e);
            }
        }
        return new RelayPass(sent, fault);
    }

    private ProducerRecord<String, byte[]> record(OutboxEntry entry) {
        Envelope envelope =
                new Envelope(
                        entry.eventId(),
                        "/provisioner",
                        entry.subject(),
                        entry.occurredAt(),
                        entry.companyId(),
                        entry.correlationId(),
                        entry.causationId(),
                        entry.traceparent(),
                        null);
        Encoded event = new Encoded(entry.type(), entry.topic(), entry.body());
        return codec.encode(envelope, event, entry.key(), null);
    }

    private void run() {
        boolean faulty = false;
        while (isRunning()) {
            try {
                while (isRunning() && runOnce() > 0) {
                    // The outbox is not empty yet.
                }
                if (faulty) {
                    log.info("The outbox is being published again.");
                    faulty = false;
                }
                wakeup.await(IDLE_LOOK);
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                if (!faulty && isRunning()) {
                    log.warn(
                            "Cannot publish the outbox: {}. Its messages are kept and tried again until they are through.",
                            String.valueOf(e));
                    faulty = true;
                }
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAULT);
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    @Override
    public void start() {
        Thread thread = Thread.ofPlatform().name("outbox-relay").unstarted(this::run);
        if (running.compareAndSet(null, thread)) {
            thread.start();
        }
    }

    /** Ends after the pass that is under way. */
    @Override
    public void stop() {
        Thread thread = running.getAndSet(null);
        if (thread == null) {
            return;
        }
        wakeup.wake();
        try {
            if (!thread.join(Duration.ofSeconds(10))) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running.get() != null;
    }

    /** Before the listeners, so that at the stop, which goes backwards, it ends after them. */
    @Override
    public int getPhase() {
        return 0;
    }
}

package dev.switchboard.gateway.command;

import dev.switchboard.gateway.command.Reply.Cause;
import dev.switchboard.messages.Command;
import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.MessageCodec;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Puts commands on {@code user.commands}, keyed by the resource's id, with {@code acks=all}. */
@Component
final class CommandPublisher {

    private static final Logger log = LoggerFactory.getLogger(CommandPublisher.class);

    private final ProducerFactory<String, byte[]> producers;
    private final MessageCodec codec;
    private final AtomicBoolean failing = new AtomicBoolean();

    CommandPublisher(ProducerFactory<String, byte[]> producers, MessageCodec codec) {
        this.producers = producers;
        this.codec = codec;
    }

    /**
     * Sends a command; returns before the broker has confirmed it. Blocks no longer than the
     * producer's {@code max.block.ms}.
     */
    Publication publish(Envelope envelope, Command command) {
        Publication publication = new Publication();
        ProducerRecord<String, byte[]> message =
                codec.encode(envelope, command, command.resourceId(), null);
        Thread sender = Thread.currentThread();
        try {
            // Asked for each time: the factory keeps one, makes it late (while the broker's host
            // name cannot be resolved it fails) and replaces it after a fatal error.
            Producer<String, byte[]> producer = producers.createProducer();
            // The callback hears of every end; the returned future would say the same.
            var _ =
                    producer.send(
                            message,
                            (_, failure) -> {
                                if (failure == null) {
                                    succeed(publication);
                                } else {
                                    // The call itself fails on the caller's thread, before the
                                    // record is queued; later failures come on another.
                                    fail(publication, failure, Thread.currentThread() == sender);
                                }
                            });
        } catch (KafkaException e) {
            fail(publication, e, true);
        }
        return publication;
    }

    private void succeed(Publication publication) {
        if (failing.get() && failing.compareAndSet(true, false)) {
            log.info("Commands are confirmed again");
        }
        publication.settle(Recorded.YES, Cause.NO_OUTCOME_IN_TIME);
    }

    private void fail(Publication publication, Exception failure, boolean neverQueued) {
        Recorded recorded = neverQueued || isRefusal(failure) ? Recorded.NO : Recorded.UNKNOWN;
        if (failing.compareAndSet(false, true)) {
            // Once for each episode; the counter of undecided commands tells how many.
            log.warn(
                    "A command was not confirmed (recorded: {}): {}",
                    recorded,
                    failure.getClass().getSimpleName());
        }
        publication.settle(
                recorded,
                failure instanceof RecordTooLargeException ? Cause.TOO_LARGE : Cause.BROKER_AWAY);
    }

    /**
     * Has what was published sent at once instead of after the producer's {@code linger.ms}.
     * Returns before it is.
     */
    void hurry() {
        try {
            Producer<String, byte[]> producer = producers.createProducer();
            // It returns when the broker has confirmed, which nobody here is to wait for.
            var _ = Thread.startVirtualThread(producer::flush);
        } catch (KafkaException _) {
            // Publishing has failed for the same reason, and has said so.
        }
    }

    /** Errors by which the broker says that it did not take the record. */
    private static boolean isRefusal(Exception failure) {
        return failure instanceof AuthorizationException
                || failure instanceof AuthenticationException
                || failure instanceof InvalidTopicException
                || failure instanceof RecordTooLargeException;
    }

    /** One command on its way to the broker. Until it is settled, nothing is known. */
    static final class Publication {

        private record Settled(Recorded recorded, Cause cause) {}

        private final CompletableFuture<Settled> settled = new CompletableFuture<>();

        /** Runs {@code action} once it is certain that the command is not recorded. */
        void whenNotRecorded(Runnable action) {
            var _ =
                    settled.thenAccept(
                            result -> {
                                if (result.recorded == Recorded.NO) {
                                    action.run();
                                }
                            });
        }

        /** What is known now. */
        Recorded recorded() {
            Settled now = now();
            return now == null ? Recorded.UNKNOWN : now.recorded;
        }

        /** Why there is no outcome, as far as the publication tells. */
        Cause cause() {
            Settled now = now();
            return now == null ? Cause.BROKER_AWAY : now.cause;
        }

        private @Nullable Settled now() {
            return settled.getNow(null);
        }

        private void settle(Recorded recorded, Cause cause) {
            settled.complete(new Settled(recorded, cause));
        }
    }
}

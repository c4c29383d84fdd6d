package dev.switchboard.provisioner.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.Envelope.ReplyTo;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.pipeline.topics.Dispatch;

import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Sends outcomes to the partition that the waiting gateway reads. */
@Component
final class OutcomePublisher {

    private final KafkaTemplate<String, byte[]> kafka;
    private final MessageCodec codec;
    private final Clock clock;

    OutcomePublisher(KafkaTemplate<String, byte[]> kafka, MessageCodec codec, Clock clock) {
        this.kafka = kafka;
        this.codec = codec;
        this.clock = clock;
    }

    /**
     * Returns when the broker has all of them.
     *
     * @throws KafkaException where one was not acknowledged; the commands must come again
     */
    void publish(List<Answer> answers) {
        List<CompletableFuture<?>> acks = new ArrayList<>(answers.size());
        for (Answer answer : answers) {
            Envelope envelope = envelope(answer.to().envelope());
            ReplyTo replyTo = envelope.replyTo();
            acks.add(
                    kafka.send(
                            codec.encode(
                                    envelope,
                                    answer.outcome(),
                                    answer.to().command().resourceId(),
                                    replyTo == null ? null : replyTo.partition())));
        }
        Dispatch.now(kafka);
        for (CompletableFuture<?> ack : acks) {
            await(ack);
        }
    }

    private Envelope envelope(Envelope command) {
        return new Envelope(
                // The same each time that it is sent: made of the command's id.
                UUID.nameUUIDFromBytes(("outcome of " + command.id()).getBytes(UTF_8)),
                "/provisioner",
                command.subject(),
                clock.instant(),
                command.companyId(),
                command.correlationId(),
                command.id(),
                command.traceparent(),
                command.replyTo());
    }

    private static void await(CompletableFuture<?> ack) {
        try {
            ack.get();
        } catch (ExecutionException e) {
            throw new KafkaException("An outcome was not acknowledged", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while outcomes were sent", e);
        }
    }
}

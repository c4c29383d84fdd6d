package dev.switchboard.provisioner.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.Envelope.ReplyTo;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.Topics;
import dev.switchboard.pipeline.intake.Faults;
import dev.switchboard.pipeline.topics.Dispatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger log = LoggerFactory.getLogger(OutcomePublisher.class);

    private final KafkaTemplate<String, byte[]> kafka;
    private final MessageCodec codec;
    private final Clock clock;

    OutcomePublisher(KafkaTemplate<String, byte[]> kafka, MessageCodec codec, Clock clock) {
        this.kafka = kafka;
        this.codec = codec;
        this.clock = clock;
    }

    private record Sending(Answer answer, CompletableFuture<?> ack) {}

    /**
     * Returns when the broker has all of them, but for those that are larger than it takes: their
     * clients are told to come again, which is better than that nobody is told anything any more.
     *
     * @throws KafkaException where one was not acknowledged, and whatever else it was: the commands
     *     are decided, and must come again for their outcomes only
     */
    void publish(List<Answer> answers) {
        try {
            send(answers);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new KafkaException("Outcomes were not sent", e);
        }
    }

    private void send(List<Answer> answers) {
        List<Sending> sent = new ArrayList<>(answers.size());
        for (Answer answer : answers) {
            Envelope envelope = envelope(answer.to().envelope());
            ReplyTo replyTo = envelope.replyTo();
            try {
                sent.add(
                        new Sending(
                                answer,
                                kafka.send(
                                        codec.encode(
                                                envelope,
                                                answer.outcome(),
                                                answer.to().command().resourceId(),
                                                replyTo == null ? null : replyTo.partition()))));
            } catch (KafkaException e) {
                leaveOut(answer, e);
            }
        }
        Dispatch.now(kafka);
        sent.forEach(OutcomePublisher::await);
    }

    private static void leaveOut(Answer answer, KafkaException e) {
        if (!Faults.isTooLarge(e)) {
            throw e;
        }
        log.error(
                "The outcome of command {} is larger than the broker takes: its client gets no other answer than to try again. Raise max.message.bytes of {} and the producer's max.request.size.",
                answer.to().id(),
                Topics.USER_OUTCOMES);
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

    private static void await(Sending one) {
        try {
            one.ack.get();
        } catch (ExecutionException e) {
            leaveOut(
                    one.answer,
                    new KafkaException("An outcome was not acknowledged", e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while outcomes were sent", e);
        }
    }
}

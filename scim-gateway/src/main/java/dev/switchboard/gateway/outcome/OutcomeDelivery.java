package dev.switchboard.gateway.outcome;

import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageCodec.Received;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.UnreadableMessageException;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.util.UUID;

/**
 * Takes each outcome on the partition to the request that waits for it. Outcomes for other
 * instances are passed over by their header, before anything is decoded. Every outcome for this
 * instance is counted once in {@code switchboard.gateway.outcomes}: delivered, late (nobody waits
 * any more; the client was told to come again) or unreadable.
 */
@Component
final class OutcomeDelivery {

    private static final Logger log = LoggerFactory.getLogger(OutcomeDelivery.class);

    private final MessageCodec codec;
    private final OutcomeWaiters waiters;
    private final String gateway;
    private final Counter delivered;
    private final Counter late;
    private final Counter unreadable;

    OutcomeDelivery(
            MessageCodec codec, OutcomeWaiters waiters, Instance instance, MeterRegistry meters) {
        this.codec = codec;
        this.waiters = waiters;
        this.gateway = instance.id();
        this.delivered = counter(meters, "delivered");
        this.late = counter(meters, "late");
        this.unreadable = counter(meters, "unreadable");
    }

    void deliver(ConsumerRecord<String, byte[]> kafkaRecord) {
        if (!gateway.equals(MessageCodec.header(kafkaRecord.headers(), "ce_gateway"))) {
            return;
        }
        try {
            Received<Outcome> received = codec.decode(kafkaRecord, Outcome.class);
            UUID commandId = received.envelope().causationId();
            if (commandId != null && waiters.complete(commandId, received.message())) {
                delivered.increment();
            } else {
                late.increment();
            }
        } catch (UnreadableMessageException e) {
            unreadable.increment();
            log.warn(
                    "An outcome cannot be read, its request will not be answered: {}",
                    e.getMessage());
        }
    }

    private static Counter counter(MeterRegistry meters, String result) {
        return Counter.builder("switchboard.gateway.outcomes")
                .description("Outcomes that came for this instance")
                .tag("result", result)
                .register(meters);
    }
}

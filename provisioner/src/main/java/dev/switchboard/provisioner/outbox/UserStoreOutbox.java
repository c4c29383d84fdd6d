package dev.switchboard.provisioner.outbox;

import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageCodec.Encoded;
import dev.switchboard.pipeline.outbox.Backlog;
import dev.switchboard.pipeline.outbox.OutboxStore;
import dev.switchboard.pipeline.outbox.WaitingMessage;
import dev.switchboard.userstore.Outbox;
import dev.switchboard.userstore.OutboxEntry;
import dev.switchboard.userstore.OutboxStatus;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The user store's outbox as the relay sees it. */
@Component
final class UserStoreOutbox implements OutboxStore {

    private final Outbox outbox;
    private final MessageCodec codec;
    private final Clock clock;

    UserStoreOutbox(Outbox outbox, MessageCodec codec, Clock clock) {
        this.outbox = outbox;
        this.codec = codec;
        this.clock = clock;
    }

    @Override
    public long lock() {
        return outbox.lock();
    }

    @Override
    public Look next(long after, Collection<String> without, int limit) {
        Outbox.Look look =
                outbox.next(after, without.stream().map(UUID::fromString).toList(), limit);
        return new Look(
                look.entries().stream().map(this::message).toList(),
                look.nextTransaction(),
                look.isAll());
    }

    @Override
    public Backlog backlog() {
        OutboxStatus status = outbox.status();
        Instant oldest = status.oldest();
        return new Backlog(
                status.count(),
                oldest == null
                        ? 0
                        : Math.max(
                                0, Duration.between(oldest, clock.instant()).toMillis() / 1000.0));
    }

    @Override
    public void delete(List<Long> ids) {
        outbox.delete(ids);
    }

    @Override
    public void vacuum() {
        outbox.vacuum();
    }

    private WaitingMessage message(OutboxEntry entry) {
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
        return new WaitingMessage(entry.id(), codec.encode(envelope, event, entry.key(), null));
    }
}

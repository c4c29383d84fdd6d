package dev.switchboard.provisioner.entitlements;

import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageCodec.Encoded;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.userstore.CompanySettings;
import dev.switchboard.userstore.OutboxEntry;
import dev.switchboard.userstore.UserRow;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.UUID;

/** Events that tell of users who have changed, or as they are. */
@Component
public final class UserUpdates {

    private final MessageCodec codec;

    UserUpdates(MessageCodec codec) {
        this.codec = codec;
    }

    /** Tells of a user because of the message {@code cause}. */
    public OutboxEntry entry(UserRow user, CompanySettings company, Envelope cause, Instant now) {
        return entry(user, company, cause.correlationId(), cause.id(), cause.traceparent(), now);
    }

    /** Tells of a user where no message stands behind it. */
    OutboxEntry entry(UserRow user, CompanySettings company, String correlationId, Instant now) {
        return entry(user, company, correlationId, null, null, now);
    }

    private OutboxEntry entry(
            UserRow user,
            CompanySettings company,
            String correlationId,
            @Nullable UUID causationId,
            @Nullable String traceparent,
            Instant now) {
        Encoded event = codec.encode(UserFacts.updated(user, company));
        return new OutboxEntry(
                0,
                event.topic(),
                user.id(),
                MessageIds.next(),
                event.type(),
                Envelope.subjectOf(ResourceType.USER, user.id()),
                user.companyId(),
                correlationId,
                causationId,
                traceparent,
                now,
                event.body());
    }
}

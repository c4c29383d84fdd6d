package dev.switchboard.provisioner.entitlements;

import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageCodec.Encoded;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.userstore.CompanySettings;
import dev.switchboard.userstore.OutboxEntry;
import dev.switchboard.userstore.UserRow;

import org.springframework.stereotype.Component;

import java.time.Instant;

/** Events that tell of users, and that no message stands behind. */
@Component
final class UserUpdates {

    private final MessageCodec codec;

    UserUpdates(MessageCodec codec) {
        this.codec = codec;
    }

    OutboxEntry entry(UserRow user, CompanySettings company, String correlationId, Instant now) {
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
                null,
                null,
                now,
                event.body());
    }
}

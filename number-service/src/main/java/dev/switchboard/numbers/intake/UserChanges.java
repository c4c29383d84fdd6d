package dev.switchboard.numbers.intake;

import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.MessageCodec.Received;
import dev.switchboard.messages.Office;
import dev.switchboard.messages.UserEvent;
import dev.switchboard.messages.UserEvent.UserActivated;
import dev.switchboard.messages.UserEvent.UserCreated;
import dev.switchboard.messages.UserEvent.UserDeactivated;
import dev.switchboard.messages.UserEvent.UserDeleted;
import dev.switchboard.messages.UserEvent.UserUpdated;
import dev.switchboard.numbers.assignment.Cause;
import dev.switchboard.numbers.assignment.UserChange;
import dev.switchboard.numbers.assignment.UserState;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/** User events as what they mean for numbers. */
final class UserChanges {

    private UserChanges() {}

    static UserChange of(Received<UserEvent> received) {
        Envelope envelope = received.envelope();
        return switch (received.message()) {
            case UserCreated e ->
                    change(e, envelope, state(e.active()), e.office(), externalId(e.data()));
            case UserUpdated e ->
                    change(e, envelope, state(e.active()), e.office(), externalId(e.data()));
            case UserActivated e ->
                    change(e, envelope, UserState.ACTIVE, e.office(), externalId(e.data()));
            case UserDeactivated e ->
                    change(e, envelope, UserState.SUSPENDED, e.office(), externalId(e.data()));
            case UserDeleted e -> change(e, envelope, UserState.DELETED, null, null);
        };
    }

    private static UserChange change(
            UserEvent event,
            Envelope envelope,
            UserState state,
            @Nullable Office office,
            @Nullable String externalId) {
        return new UserChange(
                event.userId(),
                envelope.companyId(),
                event.version(),
                state,
                office == null ? null : office.id(),
                office == null ? null : office.areaCode(),
                externalId,
                new Cause(envelope.id(), envelope.correlationId(), envelope.traceparent()));
    }

    private static UserState state(boolean active) {
        return active ? UserState.ACTIVE : UserState.SUSPENDED;
    }

    private static @Nullable String externalId(JsonNode data) {
        JsonNode value = data.get("externalId");
        // PostgreSQL's text takes no NUL; such an id is treated as none rather than refused.
        return value == null
                        || !value.isString()
                        || value.stringValue().isEmpty()
                        || value.stringValue().indexOf('\0') >= 0
                ? null
                : value.stringValue();
    }
}

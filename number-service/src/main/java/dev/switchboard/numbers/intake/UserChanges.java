package dev.switchboard.numbers.intake;

import dev.switchboard.messages.Entitlement;
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
import dev.switchboard.numbers.assignment.Profile;
import dev.switchboard.numbers.assignment.UserChange;
import dev.switchboard.numbers.assignment.UserState;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** User events as what they mean for numbers. */
final class UserChanges {

    private static final Profile GONE =
            new Profile(null, null, List.of(), UserState.DELETED, Entitlement.DEFAULT);

    private UserChanges() {}

    static UserChange of(Received<UserEvent> received) {
        Envelope envelope = received.envelope();
        return switch (received.message()) {
            case UserCreated e ->
                    change(
                            e,
                            envelope,
                            profile(e.office(), e.entitlement(), state(e.active()), e.data()));
            case UserUpdated e ->
                    change(
                            e,
                            envelope,
                            profile(e.office(), e.entitlement(), state(e.active()), e.data()));
            case UserActivated e ->
                    change(
                            e,
                            envelope,
                            profile(e.office(), e.entitlement(), UserState.ACTIVE, e.data()));
            case UserDeactivated e ->
                    change(
                            e,
                            envelope,
                            profile(e.office(), e.entitlement(), UserState.SUSPENDED, e.data()));
            case UserDeleted e -> change(e, envelope, GONE);
        };
    }

    private static UserChange change(UserEvent event, Envelope envelope, Profile profile) {
        return new UserChange(
                event.userId(),
                envelope.companyId(),
                event.version(),
                profile,
                new Cause(envelope.id(), envelope.correlationId(), envelope.traceparent()));
    }

    private static Profile profile(
            @Nullable Office office,
            @Nullable Entitlement entitlement,
            UserState state,
            JsonNode data) {
        return new Profile(
                externalId(data),
                office == null ? null : office.id(),
                office == null ? List.of() : areaCodes(office),
                state,
                entitlement == null ? Entitlement.DEFAULT : entitlement);
    }

    private static List<String> areaCodes(Office office) {
        List<String> areaCodes = new ArrayList<>();
        areaCodes.add(office.areaCode());
        areaCodes.addAll(office.fallbackAreaCodes());
        return areaCodes;
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

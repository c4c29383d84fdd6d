package dev.switchboard.provisioner.numbers;

import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageCodec.Encoded;
import dev.switchboard.messages.MessageCodec.Received;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.NumberEvent;
import dev.switchboard.messages.Office;
import dev.switchboard.messages.UserEvent;
import dev.switchboard.provisioner.outbox.EventOutbox;
import dev.switchboard.userstore.Companies;
import dev.switchboard.userstore.OfficeRow;
import dev.switchboard.userstore.OutboxEntry;
import dev.switchboard.userstore.Rendering;
import dev.switchboard.userstore.UserRow;
import dev.switchboard.userstore.UserWrites;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Writes what the number service has decided into the users, so that Okta can import it. An event
 * that is not newer than the last one of its user changes nothing.
 */
@Component
class AssignedNumbers {

    private final UserWrites users;
    private final Companies companies;
    private final EventOutbox outbox;
    private final MessageCodec codec;
    private final Clock clock;

    AssignedNumbers(
            UserWrites users,
            Companies companies,
            EventOutbox outbox,
            MessageCodec codec,
            Clock clock) {
        this.users = users;
        this.companies = companies;
        this.outbox = outbox;
        this.codec = codec;
        this.clock = clock;
    }

    private record Standing(@Nullable String number, String status) {}

    /** Applies a batch of events in order. */
    @Transactional
    public void apply(List<Received<NumberEvent>> events) {
        Set<UUID> ids = new HashSet<>();
        events.forEach(event -> ids.add(event.message().userId()));
        Map<UUID, UserRow> state = new HashMap<>(users.lock(ids));
        Set<UUID> companyIds = new HashSet<>();
        state.values().forEach(user -> companyIds.add(user.companyId()));
        Map<UUID, List<OfficeRow>> offices = companies.officesOf(companyIds);
        Map<UUID, UserRow> changed = new LinkedHashMap<>();
        List<OutboxEntry> told = new ArrayList<>();
        Instant now = clock.instant();
        for (Received<NumberEvent> event : events) {
            UserRow user = state.get(event.message().userId());
            // A user who is gone has no number; the number service hears of it by itself.
            if (user == null || event.message().sequence() <= user.numberSequence()) {
                continue;
            }
            UserRow after = after(user, event.message(), now);
            state.put(after.id(), after);
            changed.put(after.id(), after);
            if (after.version() != user.version()) {
                Office office = office(after, offices.getOrDefault(after.companyId(), List.of()));
                told.add(entry(event.envelope(), after, office, now));
            }
        }
        users.update(List.copyOf(changed.values()));
        outbox.add(told);
    }

    private static UserRow after(UserRow user, NumberEvent event, Instant now) {
        Standing standing = standing(event);
        boolean same =
                Objects.equals(standing.number(), user.number())
                        && standing.status().equals(user.numberStatus());
        ObjectNode document = user.document().deepCopy();
        Rendering.stripAssignedNumber(document, standing.number());
        return new UserRow(
                user.id(),
                user.companyId(),
                user.userName(),
                user.userNameKey(),
                user.externalId(),
                user.active(),
                same ? user.version() : user.version() + 1,
                user.createdAt(),
                same ? user.lastModified() : now,
                user.officeId(),
                user.officeName(),
                standing.number(),
                standing.status(),
                event.sequence(),
                document);
    }

    private static Standing standing(NumberEvent event) {
        return switch (event) {
            case NumberEvent.NumberAssigned assigned -> new Standing(assigned.number(), "assigned");
            case NumberEvent.NumberReserved reserved -> new Standing(reserved.number(), "reserved");
            case NumberEvent.NumberReleased _ -> new Standing(null, "none");
            case NumberEvent.NumberUnavailable _ -> new Standing(null, "waiting");
            case NumberEvent.NumberNotNeeded _ -> new Standing(null, "none");
        };
    }

    private static @Nullable Office office(UserRow user, List<OfficeRow> offices) {
        return offices.stream()
                .filter(office -> office.id().equals(user.officeId()))
                .map(office -> new Office(office.id(), office.name(), office.areaCode()))
                .findFirst()
                .orElse(null);
    }

    private OutboxEntry entry(Envelope cause, UserRow user, @Nullable Office office, Instant now) {
        Encoded event =
                codec.encode(
                        new UserEvent.UserUpdated(
                                user.id(),
                                user.version(),
                                user.active(),
                                office,
                                Rendering.user(user, List.of())));
        return new OutboxEntry(
                0,
                event.topic(),
                user.id(),
                MessageIds.next(),
                event.type(),
                cause.subject(),
                user.companyId(),
                cause.correlationId(),
                cause.id(),
                cause.traceparent(),
                now,
                event.body());
    }
}

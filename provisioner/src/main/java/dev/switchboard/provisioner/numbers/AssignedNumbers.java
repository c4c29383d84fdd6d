package dev.switchboard.provisioner.numbers;

import dev.switchboard.messages.MessageCodec.Received;
import dev.switchboard.messages.NumberEvent;
import dev.switchboard.provisioner.entitlements.CompanySettingsCache;
import dev.switchboard.provisioner.entitlements.UserUpdates;
import dev.switchboard.provisioner.outbox.EventOutbox;
import dev.switchboard.userstore.AtOnce;
import dev.switchboard.userstore.CompanySettings;
import dev.switchboard.userstore.OutboxEntry;
import dev.switchboard.userstore.Rendering;
import dev.switchboard.userstore.TooMuchAtOnceException;
import dev.switchboard.userstore.UserRow;
import dev.switchboard.userstore.UserWrites;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.time.Duration;
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

    private static final Duration[] SERVICE_LEVELS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofHours(1)
    };

    private final UserWrites users;
    private final CompanySettingsCache settings;
    private final EventOutbox outbox;
    private final UserUpdates updates;
    private final Clock clock;
    private final Timer createToNumber;

    AssignedNumbers(
            UserWrites users,
            CompanySettingsCache settings,
            EventOutbox outbox,
            UserUpdates updates,
            Clock clock,
            MeterRegistry meters) {
        this.users = users;
        this.settings = settings;
        this.outbox = outbox;
        this.updates = updates;
        this.clock = clock;
        this.createToNumber =
                Timer.builder("switchboard.provisioner.create.to.number")
                        .description(
                                "Time from a user's creation to their number, where nothing came between")
                        .serviceLevelObjectives(SERVICE_LEVELS)
                        .maximumExpectedValue(Duration.ofDays(1))
                        .register(meters);
    }

    private record Standing(@Nullable String number, String status, @Nullable String detail) {}

    /**
     * Applies a batch of events in order.
     *
     * @throws TooMuchAtOnceException where it is too large for one transaction
     */
    @Transactional
    public void apply(List<Received<NumberEvent>> events) {
        Set<UUID> ids = new HashSet<>();
        events.forEach(event -> ids.add(event.message().userId()));
        Map<UUID, CompanySettings> companies = settings.hold(users.companiesOf(ids));
        Map<UUID, UserRow> state = new HashMap<>(users.lock(ids));
        Map<UUID, UserRow> changed = new LinkedHashMap<>();
        List<OutboxEntry> told = new ArrayList<>();
        List<Duration> untilFirst = new ArrayList<>();
        AtOnce atOnce = AtOnce.text(events.size(), "events");
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
            if (isFirst(event.message(), user)) {
                untilFirst.add(Duration.between(user.createdAt(), now));
            }
            if (after.version() != user.version()) {
                CompanySettings company = Objects.requireNonNull(companies.get(after.companyId()));
                OutboxEntry entry = updates.entry(after, company, event.envelope(), now);
                atOnce.add(entry.body());
                told.add(entry);
            }
        }
        users.update(List.copyOf(changed.values()));
        outbox.add(told);
        recordAfterCommit(untilFirst);
    }

    /** A batch that fails is tried again: each user counts once. */
    private void recordAfterCommit(List<Duration> untilFirst) {
        if (untilFirst.isEmpty()) {
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        untilFirst.forEach(createToNumber::record);
                    }
                });
    }

    /**
     * Whether the user has waited for this since they were created. Who has changed since may have
     * been entitled to none at first, who had to wait did so for stock, and later numbers (a user
     * who was away, or moved) would tell of months.
     */
    private static boolean isFirst(NumberEvent event, UserRow user) {
        return event instanceof NumberEvent.NumberAssigned
                && user.numberSequence() == 0
                && user.version() == 1;
    }

    private static UserRow after(UserRow user, NumberEvent event, Instant now) {
        Standing standing = standing(event, user);
        boolean same =
                Objects.equals(standing.number(), user.number())
                        && standing.status().equals(user.numberStatus())
                        && Objects.equals(standing.detail(), user.telephony().numberDetail());
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
                document,
                user.telephony().withNumberDetail(standing.detail()));
    }

    private static Standing standing(NumberEvent event, UserRow user) {
        return switch (event) {
            case NumberEvent.NumberAssigned assigned ->
                    new Standing(
                            assigned.number(),
                            "assigned",
                            isToldAgain(assigned, user)
                                    ? NumberDetail.again(assigned, user.telephony().numberDetail())
                                    : NumberDetail.of(assigned));
            case NumberEvent.NumberReserved reserved ->
                    new Standing(reserved.number(), "reserved", null);
            case NumberEvent.NumberReleased _ -> new Standing(null, "none", null);
            case NumberEvent.NumberUnavailable unavailable ->
                    new Standing(null, "waiting", NumberDetail.of(unavailable));
            case NumberEvent.NumberNotNeeded _ -> new Standing(null, "none", null);
        };
    }

    /** Then the event has nothing to say about where the number comes from. */
    private static boolean isToldAgain(NumberEvent.NumberAssigned event, UserRow user) {
        return event.reason() == null && event.number().equals(user.number());
    }
}

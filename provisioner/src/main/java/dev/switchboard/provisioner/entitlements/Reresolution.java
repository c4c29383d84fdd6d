package dev.switchboard.provisioner.entitlements;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.provisioner.entitlements.LicenceBook.Cause;
import dev.switchboard.provisioner.entitlements.PlacementDecider.Placement;
import dev.switchboard.provisioner.entitlements.PlacementDecider.Question;
import dev.switchboard.provisioner.outbox.EventOutbox;
import dev.switchboard.userstore.CompanyPart;
import dev.switchboard.userstore.CompanySettings;
import dev.switchboard.userstore.GroupMembership;
import dev.switchboard.userstore.GroupWrites;
import dev.switchboard.userstore.Licences;
import dev.switchboard.userstore.Licences.Offer;
import dev.switchboard.userstore.OfficeRow;
import dev.switchboard.userstore.OutboxEntry;
import dev.switchboard.userstore.ResolutionQueue;
import dev.switchboard.userstore.TooMuchAtOnceException;
import dev.switchboard.userstore.UserRow;
import dev.switchboard.userstore.UserWrites;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Chooses offices and licences again where something outside of the users has changed: an office, a
 * policy, a stock of licences, a group's members. One bounded part, one transaction; a user for
 * whom nothing changes is not written. Many instances may do it at once.
 */
@Component
class Reresolution {

    /** As many as a batch of commands has at most: the locks are held as briefly. */
    static final int MOST = 500;

    private final ResolutionQueue queue;
    private final Licences licences;
    private final CompanySettingsCache cache;
    private final LicenceBook book;
    private final UserWrites users;
    private final GroupWrites groups;
    private final EventOutbox outbox;
    private final UserUpdates updates;
    private final Clock clock;

    Reresolution(
            ResolutionQueue queue,
            Licences licences,
            CompanySettingsCache cache,
            LicenceBook book,
            UserWrites users,
            GroupWrites groups,
            EventOutbox outbox,
            UserUpdates updates,
            Clock clock) {
        this.queue = queue;
        this.licences = licences;
        this.cache = cache;
        this.book = book;
        this.users = users;
        this.groups = groups;
        this.outbox = outbox;
        this.updates = updates;
        this.clock = clock;
    }

    /**
     * Goes on with what is queued.
     *
     * @param most how many users in this part at most
     * @return whether there was anything
     * @throws TooMuchAtOnceException where so many are too large
     */
    @Transactional
    public boolean resolveOnce(int most) {
        List<UUID> single = queue.takeUsers(most);
        if (!single.isEmpty()) {
            resolve(single, false);
            return true;
        }
        Optional<CompanyPart> part = queue.takePart(most);
        part.ifPresent(p -> resolve(p.users(), false));
        return part.isPresent();
    }

    /**
     * Gives free licences to those who have waited for them the longest.
     *
     * @param most how many users of each kind of licence at most
     * @return whether anybody got one
     * @throws TooMuchAtOnceException where so many are too large
     */
    @Transactional
    public boolean serveOnce(int most) {
        int served = 0;
        for (Offer offer : licences.offers(1)) {
            List<UUID> next = licences.firstWaiting(offer.kind(), Math.min(offer.free(), most));
            served += resolve(next, true);
        }
        return served > 0;
    }

    private int resolve(Collection<UUID> ids, boolean inTurn) {
        Map<UUID, CompanySettings> settings = cache.hold(users.companiesOf(ids));
        Map<UUID, UserRow> locked = users.lock(ids);
        Map<UUID, List<GroupMembership>> steering = steering(locked.values(), settings);
        LicenceLedger ledger = book.open(settings.values());
        Instant now = clock.instant();
        String correlationId = MessageIds.next().toString();
        List<UserRow> changed = new ArrayList<>();
        List<OutboxEntry> events = new ArrayList<>();
        // Who has waited longest is first, whatever their ids.
        for (UUID id : ids) {
            UserRow user = locked.remove(id);
            CompanySettings company = user == null ? null : settings.get(user.companyId());
            if (user == null || company == null) {
                continue;
            }
            Placement placement =
                    new PlacementDecider(company, ledger, now)
                            .decide(
                                    new Question(
                                            id,
                                            user.document(),
                                            user.active(),
                                            user,
                                            steering.getOrDefault(id, List.of()),
                                            false,
                                            inTurn));
            if (!isSame(user, placement)) {
                UserRow after =
                        user.placed(
                                placement.office(), placement.telephony(), user.version() + 1, now);
                changed.add(after);
                events.add(updates.entry(after, company, correlationId, now));
            }
        }
        users.update(changed);
        events.addAll(book.settle(ledger, settings, new Cause(correlationId, null), now));
        outbox.add(events);
        return changed.size();
    }

    private Map<UUID, List<GroupMembership>> steering(
            Collection<UserRow> rows, Map<UUID, CompanySettings> settings) {
        Map<UUID, List<UUID>> byCompany = new HashMap<>();
        rows.forEach(
                row ->
                        byCompany
                                .computeIfAbsent(row.companyId(), id -> new ArrayList<>())
                                .add(row.id()));
        Map<UUID, List<GroupMembership>> steering = new HashMap<>();
        byCompany.forEach(
                (companyId, ids) -> {
                    CompanySettings company = settings.get(companyId);
                    if (company != null) {
                        steering.putAll(groups.steering(ids, company.mappings()));
                    }
                });
        return steering;
    }

    private static boolean isSame(UserRow user, Placement placement) {
        OfficeRow office = placement.office();
        return Objects.equals(user.officeId(), office == null ? null : office.id())
                && Objects.equals(user.officeName(), office == null ? null : office.name())
                && user.telephony().equals(placement.telephony());
    }
}

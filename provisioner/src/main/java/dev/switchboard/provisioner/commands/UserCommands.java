package dev.switchboard.provisioner.commands;

import static java.util.Objects.requireNonNull;

import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.Outcome.Reason;
import dev.switchboard.messages.UserEvent;
import dev.switchboard.provisioner.entitlements.LicenceBook;
import dev.switchboard.provisioner.entitlements.LicenceLedger;
import dev.switchboard.provisioner.entitlements.ResolutionBell;
import dev.switchboard.userstore.CompanySettings;
import dev.switchboard.userstore.GroupMembership;
import dev.switchboard.userstore.GroupWrites;
import dev.switchboard.userstore.Rendering;
import dev.switchboard.userstore.TelephonyState;
import dev.switchboard.userstore.UserRow;
import dev.switchboard.userstore.UserWrites;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Applies commands on users with a few statements for a whole batch. Whether a name is free is
 * decided by the database's unique index alone.
 */
@Component
final class UserCommands {

    private final UserWrites users;
    private final GroupWrites groups;
    private final Departures departures;
    private final LicenceBook licences;
    private final ResolutionBell bell;

    UserCommands(
            UserWrites users,
            GroupWrites groups,
            Departures departures,
            LicenceBook licences,
            ResolutionBell bell) {
        this.users = users;
        this.groups = groups;
        this.departures = departures;
        this.licences = licences;
        this.bell = bell;
    }

    /**
     * Applies them in order; to be called in a transaction that holds the companies' settings.
     *
     * @return the licences that they took and gave back, to be settled at the end
     */
    LicenceLedger apply(
            Collection<Incoming> batch,
            Map<UUID, CompanySettings> settings,
            Instant now,
            Results results) {
        Map<UUID, Set<UUID>> idsByCompany = new HashMap<>();
        Set<UUID> ids = new HashSet<>();
        for (Incoming incoming : batch) {
            UUID id = incoming.command().resourceId();
            ids.add(id);
            idsByCompany.computeIfAbsent(incoming.companyId(), c -> new HashSet<>()).add(id);
        }
        Map<UUID, UserRow> state = ids.isEmpty() ? Map.of() : new HashMap<>(users.lock(ids));
        LicenceLedger ledger = licences.open(ofBatch(settings, idsByCompany.keySet()));
        Map<UUID, UserDecider> deciders = new HashMap<>();
        idsByCompany.forEach(
                (companyId, ofCompany) -> {
                    CompanySettings company = requireNonNull(settings.get(companyId));
                    deciders.put(
                            companyId,
                            new UserDecider(
                                    company,
                                    ledger,
                                    groups.steering(ofCompany, company.mappings()),
                                    now));
                });
        List<List<Incoming>> rounds = new ArrayList<>(Round.split(batch));
        for (int i = 0; i < rounds.size(); i++) {
            Map<Incoming, Decision> decisions = new LinkedHashMap<>();
            for (Incoming incoming : rounds.get(i)) {
                decisions.put(
                        incoming,
                        requireNonNull(deciders.get(incoming.companyId()))
                                .decide(
                                        state.get(incoming.command().resourceId()),
                                        incoming.command()));
            }
            write(decisions, state, ledger, now, results);
        }
        if (ledger.hasReleased()) {
            // Somebody may wait for what became free.
            bell.ringAfterCommit();
        }
        return ledger;
    }

    private static List<CompanySettings> ofBatch(
            Map<UUID, CompanySettings> settings, Set<UUID> companyIds) {
        return settings.values().stream()
                .filter(company -> companyIds.contains(company.company().id()))
                .toList();
    }

    private void write(
            Map<Incoming, Decision> decisions,
            Map<UUID, UserRow> state,
            LicenceLedger ledger,
            Instant now,
            Results results) {
        Set<UUID> written = new HashSet<>();
        delete(decisions, now, results);
        written.addAll(insert(decisions.values()));
        written.addAll(update(decisions.values()));
        Map<UUID, List<GroupMembership>> memberships = groups.groupsOf(shown(decisions.values()));
        decisions.forEach(
                (incoming, decision) ->
                        conclude(incoming, decision, written, memberships, state, ledger, results));
    }

    private void delete(Map<Incoming, Decision> decisions, Instant now, Results results) {
        Map<UUID, Incoming> deletes = new HashMap<>();
        decisions.forEach(
                (incoming, decision) -> {
                    if (decision instanceof Decision.Delete(UserEvent event)) {
                        deletes.put(event.userId(), incoming);
                    }
                });
        departures.of(users.delete(deletes.keySet()), deletes, now, results);
    }

    private Set<UUID> insert(Collection<Decision> decisions) {
        List<UserRow> rows = new ArrayList<>();
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Insert insert) {
                rows.add(insert.user());
            }
        }
        return users.insert(rows);
    }

    private Set<UUID> update(Collection<Decision> decisions) {
        List<UserRow> rows = new ArrayList<>();
        Set<UUID> written = new HashSet<>();
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Update update) {
                if (!update.renamed()) {
                    rows.add(update.user());
                } else if (users.rename(update.user())) {
                    written.add(update.user().id());
                }
            }
        }
        users.update(rows);
        rows.forEach(row -> written.add(row.id()));
        return written;
    }

    /** The users whose groups the answers show; a new one has none. */
    private static Set<UUID> shown(Collection<Decision> decisions) {
        Set<UUID> shown = new HashSet<>();
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Update update) {
                shown.add(update.user().id());
            } else if (decision instanceof Decision.Unchanged unchanged) {
                shown.add(unchanged.user().id());
            }
        }
        return shown;
    }

    private static void conclude(
            Incoming incoming,
            Decision decision,
            Set<UUID> written,
            Map<UUID, List<GroupMembership>> memberships,
            Map<UUID, UserRow> state,
            LicenceLedger ledger,
            Results results) {
        switch (decision) {
            case Decision.Insert(var user, var event) -> {
                if (written.contains(user.id())) {
                    state.put(user.id(), user);
                    results.decided(
                            incoming,
                            new Outcome.Created(user.id(), Rendering.user(user, List.of())),
                            event.get());
                } else {
                    ledger.undo(user.id(), telephony(state.get(user.id())));
                    refuseName(incoming, user, results);
                }
            }
            case Decision.Update(var user, var renamed, var event) -> {
                if (written.contains(user.id())) {
                    state.put(user.id(), user);
                    results.decided(incoming, updated(user, memberships), event.get());
                } else {
                    ledger.undo(user.id(), telephony(state.get(user.id())));
                    refuseName(incoming, user, results);
                }
            }
            case Decision.Unchanged(var user) ->
                    results.decided(incoming, updated(user, memberships), null);
            case Decision.Delete(UserEvent event) -> {
                state.remove(event.userId());
                results.decided(incoming, new Outcome.Deleted(event.userId()), event);
            }
            case Decision.Refuse(var reason, var detail) ->
                    results.decided(
                            incoming,
                            new Outcome.Refused(incoming.command().resourceId(), reason, detail),
                            null);
        }
    }

    private static TelephonyState telephony(@Nullable UserRow user) {
        return user == null ? TelephonyState.NONE : user.telephony();
    }

    private static Outcome updated(UserRow user, Map<UUID, List<GroupMembership>> memberships) {
        return new Outcome.Updated(
                user.id(), Rendering.user(user, memberships.getOrDefault(user.id(), List.of())));
    }

    private static void refuseName(Incoming incoming, UserRow user, Results results) {
        results.decided(
                incoming,
                new Outcome.Refused(
                        user.id(), Reason.UNIQUENESS, Refusals.nameTaken(user.userName())),
                null);
    }
}

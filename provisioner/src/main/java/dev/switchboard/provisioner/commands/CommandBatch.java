package dev.switchboard.provisioner.commands;

import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageCodec.Encoded;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.messages.Topics;
import dev.switchboard.provisioner.entitlements.CompanySettingsCache;
import dev.switchboard.provisioner.entitlements.LicenceBook;
import dev.switchboard.provisioner.entitlements.LicenceBook.Cause;
import dev.switchboard.provisioner.entitlements.LicenceLedger;
import dev.switchboard.provisioner.outbox.EventOutbox;
import dev.switchboard.userstore.CompanySettings;
import dev.switchboard.userstore.OutboxEntry;
import dev.switchboard.userstore.Outcomes;
import dev.switchboard.userstore.RecordedOutcome;
import dev.switchboard.userstore.TooMuchAtOnceException;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * One batch of commands, one transaction: what they change, their outcomes and the events are
 * committed together or not at all. A command whose outcome is recorded changes nothing any more.
 */
@Component
class CommandBatch {

    private final Outcomes outcomes;
    private final UserCommands users;
    private final GroupCommands groups;
    private final Replays replays;
    private final CompanySettingsCache settings;
    private final LicenceBook licences;
    private final EventOutbox outbox;
    private final MessageCodec codec;
    private final Clock clock;

    CommandBatch(
            Outcomes outcomes,
            UserCommands users,
            GroupCommands groups,
            Replays replays,
            CompanySettingsCache settings,
            LicenceBook licences,
            EventOutbox outbox,
            MessageCodec codec,
            Clock clock) {
        this.outcomes = outcomes;
        this.users = users;
        this.groups = groups;
        this.replays = replays;
        this.settings = settings;
        this.licences = licences;
        this.outbox = outbox;
        this.codec = codec;
        this.clock = clock;
    }

    /**
     * Applies what has not been applied before, and gives every command's outcome.
     *
     * @throws TooMuchAtOnceException where it is too large for one transaction
     */
    @Transactional
    public List<Answer> apply(List<Incoming> batch) {
        Map<UUID, Incoming> fresh = new LinkedHashMap<>();
        batch.forEach(incoming -> fresh.putIfAbsent(incoming.id(), incoming));
        Map<UUID, RecordedOutcome> failures = new HashMap<>();
        List<Answer> answers = new ArrayList<>();
        for (RecordedOutcome recorded : outcomes.find(fresh.keySet()).values()) {
            Incoming again = Objects.requireNonNull(fresh.get(recorded.commandId()));
            if (replays.isDecidedAnew(again, recorded)) {
                failures.put(again.id(), recorded);
            } else {
                fresh.remove(again.id());
                answers.add(answer(again, recorded));
            }
        }
        Instant now = clock.instant();
        Results results = new Results(codec, now, fresh.size());
        Map<UUID, CompanySettings> companies =
                settings.hold(fresh.values().stream().map(Incoming::companyId).distinct().toList());
        List<Incoming> undecided = replays.withoutOvertaken(fresh.values(), failures, results);
        groups.hold(undecided);
        LicenceLedger ledger =
                users.apply(ofType(undecided, ResourceType.USER), companies, now, results);
        groups.apply(ofType(undecided, ResourceType.GROUP), companies, now, results);
        outcomes.record(results.outcomes());
        List<OutboxEntry> events = new ArrayList<>(results.events());
        events.addAll(licences.settle(ledger, companies, cause(fresh.values()), now));
        outbox.add(events);
        answers.addAll(results.answers());
        return answers;
    }

    /**
     * Records that a command cannot be processed, so that it is answered and never tried again. One
     * that was decided before, as when its dead letter is sent again too early, keeps its outcome.
     */
    @Transactional
    public Answer fail(Incoming incoming) {
        RecordedOutcome recorded = outcomes.find(Set.of(incoming.id())).get(incoming.id());
        if (recorded != null) {
            return answer(incoming, recorded);
        }
        Results results = new Results(codec, clock.instant(), 1);
        results.decided(
                incoming,
                new Outcome.Refused(
                        incoming.command().resourceId(),
                        Outcome.Reason.FAILED,
                        "The request could not be processed. Nothing was changed; the operator finds it among the dead letters."),
                null);
        outcomes.record(results.outcomes());
        return results.answers().getFirst();
    }

    /** The licences of a batch move together; their events go back to its first request. */
    private static Cause cause(Collection<Incoming> batch) {
        return batch.stream()
                .findFirst()
                .map(first -> new Cause(first.envelope().correlationId(), first.id()))
                .orElseGet(() -> new Cause("", null));
    }

    private static Answer answer(Incoming again, RecordedOutcome recorded) {
        return new Answer(
                again, new Encoded(recorded.type(), Topics.USER_OUTCOMES, recorded.body()));
    }

    private static List<Incoming> ofType(Collection<Incoming> batch, ResourceType type) {
        return batch.stream().filter(i -> i.command().resourceType() == type).toList();
    }
}

package dev.switchboard.numbers.assignment;

import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.NumberEvent;
import dev.switchboard.messages.NumberEvent.AreaCodeFallback;
import dev.switchboard.messages.NumberEvent.AssignmentReason;
import dev.switchboard.messages.NumberEvent.NumberAssigned;
import dev.switchboard.messages.NumberEvent.NumberNotNeeded;
import dev.switchboard.messages.NumberEvent.NumberReleased;
import dev.switchboard.messages.NumberEvent.NumberReserved;
import dev.switchboard.messages.NumberEvent.NumberUnavailable;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.numbers.assignment.Subscriber.Waiting;
import dev.switchboard.numbers.outbox.OutboxMessage;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What one transaction will write: each step changes the user, the number, its history and the
 * outbox together, so none can be forgotten. Pure; {@link JdbcLedger} writes it.
 */
final class Ledger {

    static final String SOURCE = "/number-service";

    /**
     * A number's change.
     *
     * @param from the status that it must have, else the transaction fails
     * @param holder the user who holds it afterwards, or null
     * @param restsUntil the end of its hold, aging or reservation, else null
     * @param claim for whom it is on hold, else null
     * @param releasedAt when its holder lost it, or null where they did not now
     */
    record NumberChange(
            String e164,
            NumberStatus from,
            NumberStatus to,
            @Nullable Subscriber holder,
            @Nullable Instant restsUntil,
            @Nullable Claim claim,
            @Nullable Instant releasedAt) {}

    /**
     * For whom a number is on hold.
     *
     * @param externalId whoever is created with it gets the number; null: nobody by themselves
     */
    record Claim(UUID companyId, @Nullable String externalId) {}

    /** The begin of a user's time with a number. */
    record HistoryBegin(String e164, Subscriber holder, String because) {}

    /** The end of a user's time with a number. */
    record HistoryEnd(String e164, String because) {}

    private final Instant now;
    private final NumberPolicy policy;
    private final Supplier<UUID> messageIds;
    private final Map<UUID, Subscriber> subscribers = new LinkedHashMap<>();
    private final List<NumberChange> numbers = new ArrayList<>();
    private final List<HistoryBegin> begins = new ArrayList<>();
    private final List<HistoryEnd> ends = new ArrayList<>();
    private final List<OutboxMessage> messages = new ArrayList<>();

    Ledger(Instant now, NumberPolicy policy, Supplier<UUID> messageIds) {
        this.now = now;
        this.policy = policy;
        this.messageIds = messageIds;
    }

    Instant now() {
        return now;
    }

    List<Subscriber> subscribers() {
        return List.copyOf(subscribers.values());
    }

    List<NumberChange> numbers() {
        return numbers;
    }

    List<HistoryBegin> begins() {
        return begins;
    }

    List<HistoryEnd> ends() {
        return ends;
    }

    List<OutboxMessage> messages() {
        return messages;
    }

    /** The user's new state, where no step says more. */
    void note(Subscriber subscriber) {
        subscribers.put(subscriber.userId(), subscriber);
    }

    /** The number is the user's from now on. */
    void give(Subscriber subscriber, FreeNumber number, AssignmentReason reason) {
        boolean waited = subscriber.waiting() != null;
        Subscriber served = next(subscriber.withWaiting(null));
        numbers.add(change(number.e164(), number.status(), NumberStatus.ASSIGNED, served));
        begins.add(new HistoryBegin(number.e164(), served, because(reason, waited)));
        publishAssigned(served, number.e164(), reason);
    }

    private static String because(AssignmentReason reason, boolean waited) {
        return switch (reason) {
            case REQUESTED -> "requested";
            case BY_HAND -> "by hand";
            case RETURNED -> "created again within the hold";
            case COMPANY_POOL, SHARED_POOL -> waited ? "served from the waiting list" : "assigned";
        };
    }

    /** The reason why the rule gives just this number. */
    static AssignmentReason reasonOf(FreeNumber number) {
        if (number.status() == NumberStatus.ON_HOLD) {
            return AssignmentReason.RETURNED;
        }
        return number.ownerCompanyId() == null
                ? AssignmentReason.SHARED_POOL
                : AssignmentReason.COMPANY_POOL;
    }

    /** The user has another number from now on. */
    void exchange(
            Subscriber subscriber,
            HeldNumber old,
            FreeNumber number,
            AssignmentReason reason,
            Ending ending) {
        release(subscriber, old, ending);
        give(subscriber.withSequence(subscriber.sequence() + 1).withWaiting(null), number, reason);
    }

    /**
     * The user keeps the number: the one that was asked for could not be given, or is asked for no
     * more, or it is told again that this one is theirs.
     */
    void keep(Subscriber subscriber, HeldNumber number) {
        publishAssigned(next(subscriber), number.e164(), null);
    }

    /** The number that the user has is the one that was asked for. */
    void confirm(Subscriber subscriber, HeldNumber number) {
        publishAssigned(next(subscriber), number.e164(), AssignmentReason.REQUESTED);
    }

    /** The number that was kept is the user's again. */
    void restore(Subscriber subscriber, HeldNumber number) {
        Subscriber back = next(subscriber.withWaiting(null));
        numbers.add(change(number.e164(), number.status(), NumberStatus.ASSIGNED, back));
        publishAssigned(back, number.e164(), AssignmentReason.RETURNED);
    }

    /** The number is kept for a user who may not use it now. */
    void reserve(Subscriber subscriber, HeldNumber number) {
        Subscriber without = next(subscriber.withWaiting(null));
        numbers.add(
                new NumberChange(
                        number.e164(),
                        number.status(),
                        NumberStatus.RESERVED,
                        without,
                        now.plus(policy.reservation()),
                        null,
                        null));
        publish(without, new NumberReserved(without.userId(), without.sequence(), number.e164()));
    }

    /** The number is let go, on hold or straight on, as the ending says. */
    void release(Subscriber subscriber, HeldNumber number, Ending ending) {
        Subscriber without = next(subscriber.withWaiting(null));
        NumberPolicy.Rest rest = policy.restAfter(now, number.shared(), ending);
        numbers.add(
                new NumberChange(
                        number.e164(),
                        number.status(),
                        rest.status(),
                        null,
                        rest.until(),
                        ending.hold() ? claimOf(without, ending) : null,
                        now));
        ends.add(new HistoryEnd(number.e164(), ending.text()));
        publish(
                without,
                new NumberReleased(
                        without.userId(),
                        without.sequence(),
                        number.e164(),
                        rest.availableAgain()));
    }

    private static Claim claimOf(Subscriber subscriber, Ending ending) {
        return new Claim(
                subscriber.companyId(),
                ending == Ending.USER_DELETED ? subscriber.externalId() : null);
    }

    /** Nothing suits; the user waits. It is said once for each area code. */
    void await(Subscriber subscriber) {
        Waiting before = subscriber.waiting();
        Instant since = before == null || before.since() == null ? now : before.since();
        String told = before == null ? null : before.told();
        String areaCode = subscriber.profile().mainAreaCode();
        String telling = Objects.requireNonNullElse(areaCode, Waiting.NO_AREA_CODE);
        if (telling.equals(told)) {
            note(subscriber.withWaiting(new Waiting(since, told)));
        } else {
            Subscriber waiting = next(subscriber.withWaiting(new Waiting(since, telling)));
            publish(
                    waiting,
                    new NumberUnavailable(
                            waiting.userId(), waiting.sequence(), areaCode, waiting.refusal()));
        }
    }

    /** The user leaves the waiting list. */
    void stopWaiting(Subscriber subscriber) {
        boolean told = subscriber.waiting() != null && subscriber.waiting().told() != null;
        if (told) {
            Subscriber left = next(subscriber.withWaiting(null));
            publish(left, new NumberNotNeeded(left.userId(), left.sequence()));
        } else {
            note(subscriber.withWaiting(null));
        }
    }

    private Subscriber next(Subscriber subscriber) {
        Subscriber next = subscriber.withSequence(subscriber.sequence() + 1);
        note(next);
        return next;
    }

    private static NumberChange change(
            String e164, NumberStatus from, NumberStatus to, Subscriber holder) {
        return new NumberChange(e164, from, to, holder, null, null, null);
    }

    private void publishAssigned(
            Subscriber subscriber, String e164, @Nullable AssignmentReason reason) {
        String assigned = Nanp.areaCode(e164);
        String requested =
                Objects.requireNonNullElse(subscriber.profile().mainAreaCode(), assigned);
        boolean byRule =
                reason == AssignmentReason.COMPANY_POOL || reason == AssignmentReason.SHARED_POOL;
        publish(
                subscriber,
                new NumberAssigned(
                        subscriber.userId(),
                        subscriber.sequence(),
                        e164,
                        requested,
                        assigned,
                        reason,
                        byRule && !assigned.equals(requested)
                                ? AreaCodeFallback.FALLBACK_AREA_CODE
                                : AreaCodeFallback.NONE,
                        subscriber.refusal()));
    }

    private void publish(Subscriber subscriber, NumberEvent event) {
        Cause cause = subscriber.cause();
        messages.add(
                new OutboxMessage(
                        new Envelope(
                                messageIds.get(),
                                SOURCE,
                                Envelope.subjectOf(ResourceType.USER, subscriber.userId()),
                                now,
                                subscriber.companyId(),
                                cause.correlationId(),
                                cause.messageId(),
                                cause.traceparent(),
                                null),
                        event));
    }
}

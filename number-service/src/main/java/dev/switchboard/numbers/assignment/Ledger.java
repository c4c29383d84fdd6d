package dev.switchboard.numbers.assignment;

import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.NumberEvent;
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
     * @param restsUntil the end of its hold, else null
     * @param heldFor the user for whom it is on hold, else null
     * @param releasedAt when its holder lost it, or null where they did not now
     */
    record NumberChange(
            String e164,
            NumberStatus from,
            NumberStatus to,
            @Nullable Subscriber holder,
            @Nullable Instant restsUntil,
            @Nullable Subscriber heldFor,
            @Nullable Instant releasedAt) {}

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
    void give(Subscriber subscriber, FreeNumber number) {
        boolean waited = subscriber.waiting() != null;
        Subscriber served = next(subscriber.withWaiting(null));
        numbers.add(change(number.e164(), number.status(), NumberStatus.ASSIGNED, served));
        begins.add(
                new HistoryBegin(
                        number.e164(),
                        served,
                        number.status() == NumberStatus.ON_HOLD
                                ? "created again within the hold"
                                : waited ? "served from the waiting list" : "assigned"));
        publishAssigned(served, number.e164());
    }

    /** The number that was kept is the user's again. */
    void restore(Subscriber subscriber, HeldNumber number) {
        Subscriber back = next(subscriber.withWaiting(null));
        numbers.add(change(number.e164(), number.status(), NumberStatus.ASSIGNED, back));
        publishAssigned(back, number.e164());
    }

    /** The number is kept for the suspended user. */
    void reserve(Subscriber subscriber, HeldNumber number) {
        Subscriber suspended = next(subscriber.withWaiting(null));
        numbers.add(change(number.e164(), number.status(), NumberStatus.RESERVED, suspended));
        publish(
                suspended,
                new NumberReserved(suspended.userId(), suspended.sequence(), number.e164()));
    }

    /** The number is let go: on hold first, so that a user who is created again finds it. */
    void release(Subscriber subscriber, HeldNumber number) {
        Subscriber gone = next(subscriber.withWaiting(null));
        numbers.add(
                new NumberChange(
                        number.e164(),
                        number.status(),
                        NumberStatus.ON_HOLD,
                        null,
                        now.plus(policy.hold()),
                        gone,
                        now));
        ends.add(new HistoryEnd(number.e164(), "user deleted"));
        publish(
                gone,
                new NumberReleased(
                        gone.userId(),
                        gone.sequence(),
                        number.e164(),
                        policy.availableAgainAt(now, number.shared())));
    }

    /** Nothing suits; the user waits. It is said once for each area code. */
    void await(Subscriber subscriber) {
        Waiting before = subscriber.waiting();
        Instant since = before == null || before.since() == null ? now : before.since();
        String told = before == null ? null : before.told();
        String areaCode = subscriber.areaCode();
        if (areaCode == null || areaCode.equals(told)) {
            // Without an office there is no area code to speak of: the user waits, silently, for
            // one.
            note(subscriber.withWaiting(new Waiting(since, told)));
        } else {
            Subscriber waiting = next(subscriber.withWaiting(new Waiting(since, areaCode)));
            publish(waiting, new NumberUnavailable(waiting.userId(), waiting.sequence(), areaCode));
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

    private void publishAssigned(Subscriber subscriber, String e164) {
        String assigned = e164.substring(2, 5);
        publish(
                subscriber,
                new NumberAssigned(
                        subscriber.userId(),
                        subscriber.sequence(),
                        e164,
                        Objects.requireNonNullElse(subscriber.areaCode(), assigned),
                        assigned));
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

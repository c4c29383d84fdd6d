package dev.switchboard.numbers.assignment;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.NumberEvent.AssignmentReason;
import dev.switchboard.numbers.assignment.NumberStep.Exchange;
import dev.switchboard.numbers.assignment.Seeking.Wish;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What an admin does by hand for one user. Whatever is done already changes nothing when it is
 * asked for again; what cannot be done changes nothing either. A number that the user has already
 * is told of again, with the next sequence, so that the user store takes it where it has missed the
 * first time; it is not given again, and the history has it once.
 */
@Component
public final class HandAssignments {

    /** Which number a user is to have. */
    public sealed interface Order {

        /** Just this one, in E.164 form. */
        record ThisNumber(String e164) implements Order {}

        /** One of this area code, the company's own first. */
        record AreaCode(String areaCode) implements Order {}

        /** By the rule; where nothing is left, the user waits. */
        record ByRule() implements Order {}
    }

    /** Why something cannot be done; the message is for the admin. */
    public static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final boolean unknown;

        private RefusedException(boolean unknown, String message) {
            super(message);
            this.unknown = unknown;
        }

        /** Whether the user is unknown, else things stand in the way. */
        public boolean unknown() {
            return unknown;
        }
    }

    /**
     * How a user stands.
     *
     * @param numberStatus assigned or reserved; absent with the number
     * @param waiting whether the user is in the waiting list
     * @param withheld whether an admin took the number, so that none is given by the rule
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record UserNumber(
            UUID userId,
            UUID companyId,
            String state,
            @Nullable String number,
            @Nullable NumberStatus numberStatus,
            boolean waiting,
            boolean withheld) {}

    private final AreaCodeLocks locks;
    private final JdbcSubscribers subscribers;
    private final JdbcInventory inventory;
    private final JdbcLedger ledgers;
    private final Seeking seeking;
    private final WaitingList waitingList;

    HandAssignments(
            AreaCodeLocks locks,
            JdbcSubscribers subscribers,
            JdbcInventory inventory,
            JdbcLedger ledgers,
            Seeking seeking,
            WaitingList waitingList) {
        this.locks = locks;
        this.subscribers = subscribers;
        this.inventory = inventory;
        this.ledgers = ledgers;
        this.seeking = seeking;
        this.waitingList = waitingList;
    }

    /** How a user stands. */
    public UserNumber show(UUID userId) {
        return locks.inTransaction(_ -> Optional.of(view(known(userId))));
    }

    /**
     * Gives a user a number, or tells again of the one that they have.
     *
     * @param replaces the number that the user has and is to lose, or null where they have none
     * @throws RefusedException where the user is unknown or not active, has another number than
     *     {@code replaces}, or no such number is free
     */
    public UserNumber assign(UUID userId, Order order, @Nullable String replaces) {
        return locks.inTransaction(attempt -> assign(attempt, userId, order, replaces));
    }

    private Optional<UserNumber> assign(
            AreaCodeLocks.Attempt attempt, UUID userId, Order order, @Nullable String replaces) {
        Subscriber user = known(userId);
        if (user.state() == UserState.SUSPENDED) {
            throw conflict("User '%s' is suspended; reactivate them first.".formatted(userId));
        }
        HeldNumber held = inventory.heldBy(Set.of(userId)).get(userId);
        Subscriber entitled =
                user.withByHand(
                                user.profile().entitlement().numberIncluded()
                                        ? ByHand.NONE
                                        : ByHand.GIVEN)
                        .withCause(byHand());
        Ledger ledger = waitingList.newLedger();
        if (held != null && satisfies(held, order) && isDone(userId, held, replaces)) {
            if (held.status() == NumberStatus.RESERVED) {
                restore(entitled, held, order, ledger);
            } else {
                ledger.keep(user.withCause(byHand()), held);
            }
            ledgers.write(ledger);
            return Optional.of(view(known(userId)));
        }
        checkReplaced(userId, held, order, replaces);
        if (held == null && order instanceof Order.ByRule) {
            seeking.fulfil(List.of(new Wish(entitled, null)), ledger);
            ledgers.write(ledger);
            return Optional.of(view(known(userId)));
        }
        Set<String> stocked = held == null || held.shared() ? Set.of() : Set.of(held.areaCode());
        if (order instanceof Order.ThisNumber(String e164)) {
            inventory.lockOnHold(e164);
        }
        if (!attempt.lock(areaCodes(user, order), stocked)) {
            return Optional.empty();
        }
        if (order instanceof Order.ThisNumber(String e164) && !inventory.lockLate(e164)) {
            return Optional.empty();
        }
        FreeNumber number = find(user, order);
        if (number == null) {
            throw conflict(nothingFree(order));
        }
        Subscriber given = entitled.givenByHand(number.e164());
        if (held == null) {
            ledger.give(given, number, AssignmentReason.BY_HAND);
        } else {
            ledger.exchange(given, held, number, reasonOf(order, number), Ending.SWAPPED);
        }
        ledgers.write(ledger);
        attempt.serve(stocked);
        return Optional.of(view(known(userId)));
    }

    /** Whether nothing is to be swapped, or it was swapped already. */
    private boolean isDone(UUID userId, HeldNumber held, @Nullable String replaces) {
        return replaces == null
                || (!held.e164().equals(replaces) && inventory.hadBefore(userId, replaces));
    }

    /** By the rule, a number that Okta asks for comes before the one that was kept. */
    private void restore(Subscriber user, HeldNumber kept, Order order, Ledger ledger) {
        switch (order) {
            case Order.ByRule _ ->
                    seeking.fulfil(List.of(new Wish(user, new Exchange(kept, false))), ledger);
            case Order.ThisNumber _, Order.AreaCode _ ->
                    ledger.restore(user.givenByHand(kept.e164()), kept);
        }
    }

    private static AssignmentReason reasonOf(Order order, FreeNumber number) {
        return switch (order) {
            case Order.ByRule _ -> Ledger.reasonOf(number);
            case Order.ThisNumber _, Order.AreaCode _ -> AssignmentReason.BY_HAND;
        };
    }

    /**
     * Takes the user's number; they get none until an admin or Okta asks for one again.
     *
     * @throws RefusedException where the user is unknown
     */
    public UserNumber release(UUID userId) {
        return locks.inTransaction(
                attempt -> {
                    Subscriber user = known(userId);
                    HeldNumber held = inventory.heldBy(Set.of(userId)).get(userId);
                    if (held == null && user.byHand() == ByHand.WITHHELD) {
                        return Optional.of(view(user));
                    }
                    Set<String> stocked =
                            held == null || held.shared() ? Set.of() : Set.of(held.areaCode());
                    if (!attempt.lock(Set.of(), stocked)) {
                        return Optional.empty();
                    }
                    Subscriber without = user.withByHand(ByHand.WITHHELD).withCause(byHand());
                    Ledger ledger = waitingList.newLedger();
                    if (held != null) {
                        ledger.release(without, held, Ending.BY_HAND);
                    } else if (without.waiting() != null) {
                        ledger.stopWaiting(without);
                    } else {
                        ledger.note(without);
                    }
                    ledgers.write(ledger);
                    attempt.serve(stocked);
                    return Optional.of(view(known(userId)));
                });
    }

    private Subscriber known(UUID userId) {
        return subscribers
                .lock(userId)
                .filter(u -> u.state() != UserState.DELETED)
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        true,
                                        "User '%s' is not known here, or deleted."
                                                .formatted(userId)));
    }

    private static void checkReplaced(
            UUID userId, @Nullable HeldNumber held, Order order, @Nullable String replaces) {
        if (held == null && replaces != null) {
            throw conflict("User '%s' does not hold '%s'.".formatted(userId, replaces));
        }
        if (held != null && order.equals(new Order.ThisNumber(held.e164()))) {
            throw conflict("User '%s' holds '%s' already.".formatted(userId, held.e164()));
        }
        if (held != null && !held.e164().equals(replaces)) {
            throw conflict(
                    "User '%s' holds '%s'; to swap it, name it as 'replaces' ('numbers swap')."
                            .formatted(userId, held.e164()));
        }
    }

    private static boolean satisfies(HeldNumber held, Order order) {
        return switch (order) {
            case Order.ThisNumber(String e164) -> held.e164().equals(e164);
            case Order.AreaCode(String areaCode) -> held.areaCode().equals(areaCode);
            case Order.ByRule _ -> true;
        };
    }

    private static List<String> areaCodes(Subscriber user, Order order) {
        return switch (order) {
            case Order.ThisNumber(String e164) -> List.of(Nanp.areaCode(e164));
            case Order.AreaCode(String areaCode) -> List.of(areaCode);
            case Order.ByRule _ -> user.areaCodes();
        };
    }

    private @Nullable FreeNumber find(Subscriber user, Order order) {
        if (order instanceof Order.ThisNumber(String e164)) {
            return inventory.giveable(e164, user.companyId()).orElse(null);
        }
        Subscriber seeker = user.in(areaCodes(user, order));
        return Pairing.of(List.of(seeker), inventory.availableFor(List.of(seeker))).get(seeker);
    }

    private static String nothingFree(Order order) {
        return switch (order) {
            case Order.ThisNumber(String e164) ->
                    "Number '%s' is not free for the user's company. 'numbers show' says how it stands."
                            .formatted(e164);
            case Order.AreaCode(String areaCode) ->
                    "No number of area code '%s' is free for the user's company."
                            .formatted(areaCode);
            case Order.ByRule _ ->
                    "No other number of the office's area codes is free; the user keeps theirs.";
        };
    }

    private static RefusedException conflict(String message) {
        return new RefusedException(false, message);
    }

    /** No user event stands behind what an admin does. */
    private static Cause byHand() {
        return new Cause(null, "by-hand-" + MessageIds.next(), null);
    }

    private UserNumber view(Subscriber user) {
        HeldNumber held = inventory.heldBy(Set.of(user.userId())).get(user.userId());
        return new UserNumber(
                user.userId(),
                user.companyId(),
                user.state().column(),
                held == null ? null : held.e164(),
                held == null ? null : held.status(),
                user.waiting() != null,
                user.byHand() == ByHand.WITHHELD);
    }
}

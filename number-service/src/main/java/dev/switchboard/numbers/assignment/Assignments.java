package dev.switchboard.numbers.assignment;

import dev.switchboard.numbers.assignment.NumberStep.Exchange;
import dev.switchboard.numbers.assignment.NumberStep.Keep;
import dev.switchboard.numbers.assignment.NumberStep.Nothing;
import dev.switchboard.numbers.assignment.NumberStep.Release;
import dev.switchboard.numbers.assignment.NumberStep.Reserve;
import dev.switchboard.numbers.assignment.NumberStep.Restore;
import dev.switchboard.numbers.assignment.NumberStep.Seek;
import dev.switchboard.numbers.assignment.NumberStep.StopWaiting;
import dev.switchboard.numbers.assignment.Seeking.Wish;

import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Carries out user changes and serves the waiting list; many users in each transaction. Safe for
 * use by many threads and instances: at every commit no number has two users, no user has two
 * numbers, and nobody waits for a number that is there.
 */
@Component
public final class Assignments {

    /** Users to whom numbers are given back in one transaction. */
    private static final int PART = 500;

    private final AreaCodeLocks locks;
    private final JdbcSubscribers subscribers;
    private final JdbcInventory inventory;
    private final JdbcLedger ledgers;
    private final Seeking seeking;
    private final WaitingList waitingList;

    Assignments(
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

    /**
     * Applies user changes in one transaction. What was applied before changes nothing.
     *
     * @param changes in the order in which they arrived, of any number of users
     */
    public void apply(List<UserChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Map<UUID, List<UserChange>> byUser =
                changes.stream()
                        .collect(
                                Collectors.groupingBy(
                                        UserChange::userId,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        locks.inTransaction(
                _ -> {
                    apply(byUser);
                    return Optional.of(byUser);
                });
    }

    /**
     * Makes numbers available and serves the waiting users of their area codes, in one transaction.
     *
     * @param areaCodes all area codes of the numbers
     * @param arrival makes them available; runs in the transaction
     * @return what {@code arrival} returned
     */
    public <T> T arrive(SortedSet<String> areaCodes, Supplier<T> arrival) {
        return locks.inTransaction(
                attempt -> {
                    if (!attempt.lock(Set.of(), areaCodes)) {
                        return Optional.empty();
                    }
                    T result = arrival.get();
                    attempt.serve(areaCodes);
                    return Optional.of(result);
                });
    }

    /**
     * Takes a number from those that can be given, in one transaction. Nobody is served by it.
     *
     * @param departure takes it out of use; runs in the transaction
     * @return what {@code departure} returned
     */
    public <T> T depart(String e164, Supplier<T> departure) {
        return locks.inTransaction(
                attempt -> {
                    inventory.lockOnHold(e164);
                    return attempt.lock(Set.of(Nanp.areaCode(e164)), Set.of())
                                    && inventory.lockLate(e164)
                            ? Optional.of(departure.get())
                            : Optional.empty();
                });
    }

    /**
     * Serves waiting users wherever a number is there for them. Nothing should be left to do, since
     * every arrival of numbers serves them; this mends what nobody thought of.
     *
     * @return how many were served
     */
    public int sweep() {
        int served = 0;
        for (String areaCode : subscribers.areaCodesToServe()) {
            Set<String> areaCodes = Set.of(areaCode);
            served +=
                    locks.inTransaction(
                            attempt ->
                                    attempt.lock(Set.of(), areaCodes)
                                            ? Optional.of(attempt.serve(areaCodes))
                                            : Optional.<Integer>empty());
        }
        return served;
    }

    /**
     * Gives waiting users what is on hold for them. A user who is created again finds it by
     * themselves; but where they were created before their deletion was told (two users, so two
     * partitions), their number comes on hold when they wait already.
     *
     * @return how many have theirs back
     */
    public int giveBack() {
        int all = 0;
        int some;
        do {
            Map<UUID, UUID> claimants = subscribers.waitingForHeld(PART);
            some = claimants.isEmpty() ? 0 : giveBack(claimants);
            all += some;
        } while (some > 0);
        return all;
    }

    private int giveBack(Map<UUID, UUID> claimants) {
        return locks.inTransaction(
                _ -> {
                    Ledger ledger = waitingList.newLedger();
                    seeking.fulfil(
                            subscribers.lock(claimants).stream()
                                    .filter(user -> user.waiting() != null)
                                    .map(user -> new Wish(user, null))
                                    .toList(),
                            ledger);
                    ledgers.write(ledger);
                    return Optional.of(ledger.begins().size());
                });
    }

    private void apply(Map<UUID, List<UserChange>> byUser) {
        Map<UUID, UUID> companies = new HashMap<>();
        byUser.forEach((user, changes) -> companies.put(user, changes.getFirst().companyId()));
        List<Subscriber> known = subscribers.lock(companies);
        Map<UUID, HeldNumber> held = inventory.heldBy(byUser.keySet());

        // Written first: who is created again may look for the number of who is deleted here.
        Ledger departures = waitingList.newLedger();
        Ledger ledger = waitingList.newLedger();
        List<Wish> wishes = new ArrayList<>();
        for (Subscriber before : known) {
            Subscriber after = before.after(Objects.requireNonNull(byUser.get(before.userId())));
            switch (NumberStep.of(before, after, held.get(after.userId()))) {
                case Nothing _ -> {
                    if (!after.equals(before)) {
                        ledger.note(after);
                    }
                }
                case Seek _ ->
                        wishes.add(
                                new Wish(
                                        before.isRefusedNoMore(after) ? after.untold() : after,
                                        null));
                case Exchange step -> wishes.add(new Wish(after, step));
                case Keep step -> ledger.keep(after, step.number());
                case Reserve step -> ledger.reserve(after, step.number());
                case Restore step -> ledger.restore(after, step.number());
                case Release step -> departures.release(after, step.number(), Ending.USER_DELETED);
                case StopWaiting _ -> ledger.stopWaiting(after);
            }
        }
        ledgers.write(departures);
        seeking.fulfil(wishes, ledger);
        ledgers.write(ledger);
    }
}

package dev.switchboard.numbers.assignment;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.numbers.assignment.NumberStep.Nothing;
import dev.switchboard.numbers.assignment.NumberStep.Release;
import dev.switchboard.numbers.assignment.NumberStep.Reserve;
import dev.switchboard.numbers.assignment.NumberStep.Restore;
import dev.switchboard.numbers.assignment.NumberStep.Seek;
import dev.switchboard.numbers.assignment.NumberStep.StopWaiting;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
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

    /** Waiting users that are served by one round of statements. */
    private static final int ROUND = 1000;

    private final TransactionTemplate transactions;
    private final JdbcSubscribers subscribers;
    private final JdbcInventory inventory;
    private final JdbcLedger ledgers;
    private final NumberPolicy policy;
    private final Clock clock;

    Assignments(
            PlatformTransactionManager transactionManager,
            JdbcSubscribers subscribers,
            JdbcInventory inventory,
            JdbcLedger ledgers,
            NumberPolicy policy,
            Clock clock) {
        this.transactions = new TransactionTemplate(transactionManager);
        this.subscribers = subscribers;
        this.inventory = inventory;
        this.ledgers = ledgers;
        this.policy = policy;
        this.clock = clock;
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
        transactions.executeWithoutResult(_ -> apply(byUser));
    }

    /**
     * Makes numbers available and serves the waiting users of their area codes, in one transaction.
     * The only way to make numbers available.
     *
     * @param areaCodes all area codes of the numbers
     * @param arrival makes them available; runs in the transaction
     * @return what {@code arrival} returned
     */
    public <T> T arrive(SortedSet<String> areaCodes, Supplier<T> arrival) {
        return Objects.requireNonNull(
                transactions.execute(
                        _ -> {
                            inventory.lock(areaCodes);
                            T result = arrival.get();
                            serve(areaCodes);
                            return result;
                        }));
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
            var areaCodes = new TreeSet<>(Set.of(areaCode));
            served +=
                    Objects.requireNonNull(
                            transactions.execute(
                                    _ -> {
                                        inventory.lock(areaCodes);
                                        return serve(areaCodes);
                                    }));
        }
        return served;
    }

    private void apply(Map<UUID, List<UserChange>> byUser) {
        Map<UUID, UUID> companies = new HashMap<>();
        byUser.forEach((user, changes) -> companies.put(user, changes.getFirst().companyId()));
        List<Subscriber> known = subscribers.lock(companies);
        Map<UUID, HeldNumber> held = inventory.heldBy(byUser.keySet());

        Ledger ledger = newLedger();
        List<Subscriber> seekers = new ArrayList<>();
        for (Subscriber before : known) {
            Subscriber after = before.after(Objects.requireNonNull(byUser.get(before.userId())));
            if (!after.equals(before)) {
                ledger.note(after);
            }
            switch (NumberStep.of(after, held.get(after.userId()))) {
                case Nothing _ -> {}
                case Seek _ -> seekers.add(after);
                case Reserve step -> ledger.reserve(after, step.number());
                case Restore step -> ledger.restore(after, step.number());
                case Release step -> ledger.release(after, step.number());
                case StopWaiting _ -> ledger.stopWaiting(after);
            }
        }
        seek(seekers, ledger);
        ledgers.write(ledger);
    }

    /** Gives each of these users a number, or lets them wait. */
    private void seek(List<Subscriber> seekers, Ledger ledger) {
        Map<Subscriber, FreeNumber> onHold = inventory.onHoldFor(seekers);
        onHold.forEach(ledger::give);
        List<Subscriber> others = seekers.stream().filter(s -> !onHold.containsKey(s)).toList();
        inventory.lock(areaCodesOf(others));
        Map<Subscriber, FreeNumber> pairs = Pairing.of(others, inventory.availableFor(others));
        pairs.forEach(ledger::give);
        others.stream().filter(s -> !pairs.containsKey(s)).forEach(ledger::await);
    }

    /** Serves who waits in these area codes, which are locked. */
    private int serve(SortedSet<String> areaCodes) {
        int served = 0;
        while (true) {
            List<UUID> servable = subscribers.servable(areaCodes, ROUND);
            List<Subscriber> waiting =
                    servable.isEmpty() ? List.of() : subscribers.lockWaiting(servable, areaCodes);
            Map<Subscriber, FreeNumber> pairs =
                    Pairing.of(waiting, inventory.availableFor(waiting));
            if (pairs.isEmpty()) {
                return served;
            }
            Ledger ledger = newLedger();
            pairs.forEach(ledger::give);
            ledgers.write(ledger);
            served += pairs.size();
        }
    }

    private Ledger newLedger() {
        // PostgreSQL keeps microseconds; what is published must be what is stored.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Ledger(now, policy, MessageIds::next);
    }

    private static SortedSet<String> areaCodesOf(Collection<Subscriber> seekers) {
        return seekers.stream()
                .map(Subscriber::areaCode)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

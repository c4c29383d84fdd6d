package dev.switchboard.numbers.assignment;

import dev.switchboard.messages.MessageIds;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Serves waiting users from numbers that have become available. */
@Component
final class WaitingList {

    /** Waiting users that are served by one round of statements. */
    private static final int ROUND = 1000;

    private final JdbcSubscribers subscribers;
    private final JdbcInventory inventory;
    private final JdbcLedger ledgers;
    private final NumberPolicy policy;
    private final Clock clock;

    WaitingList(
            JdbcSubscribers subscribers,
            JdbcInventory inventory,
            JdbcLedger ledgers,
            NumberPolicy policy,
            Clock clock) {
        this.subscribers = subscribers;
        this.inventory = inventory;
        this.ledgers = ledgers;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * What was done for those who wait.
     *
     * @param count how many were served
     * @param leftOut who could have been served, but is held by other transactions
     */
    record Served(int count, Set<UUID> leftOut) {}

    /** Serves who waits in these area codes, which are locked as {@link AreaCodeLocks} says. */
    Served serve(Set<String> areaCodes) {
        int served = 0;
        while (true) {
            List<UUID> servable = subscribers.servable(areaCodes, ROUND);
            List<Subscriber> waiting =
                    servable.isEmpty() ? List.of() : subscribers.lockWaiting(servable, areaCodes);
            Map<Subscriber, FreeNumber> pairs =
                    Pairing.of(waiting, inventory.availableFor(waiting));
            if (pairs.isEmpty()) {
                Set<UUID> leftOut = new HashSet<>(servable);
                waiting.forEach(user -> leftOut.remove(user.userId()));
                return new Served(served, leftOut);
            }
            Ledger ledger = newLedger();
            pairs.forEach((user, number) -> ledger.give(user, number, Ledger.reasonOf(number)));
            ledgers.write(ledger);
            served += pairs.size();
        }
    }

    /** An empty ledger, dated now. */
    Ledger newLedger() {
        // PostgreSQL keeps microseconds; what is published must be what is stored.
        return new Ledger(clock.instant().truncatedTo(ChronoUnit.MICROS), policy, MessageIds::next);
    }
}

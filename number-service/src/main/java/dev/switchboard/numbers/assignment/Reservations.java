package dev.switchboard.numbers.assignment;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Lets numbers go that were kept for a user for long enough. */
@Component
public final class Reservations {

    private static final int PART = 500;

    private final AreaCodeLocks locks;
    private final JdbcSubscribers subscribers;
    private final JdbcInventory inventory;
    private final JdbcLedger ledgers;
    private final WaitingList waitingList;
    private final Clock clock;

    Reservations(
            AreaCodeLocks locks,
            JdbcSubscribers subscribers,
            JdbcInventory inventory,
            JdbcLedger ledgers,
            WaitingList waitingList,
            Clock clock) {
        this.locks = locks;
        this.subscribers = subscribers;
        this.inventory = inventory;
        this.ledgers = ledgers;
        this.waitingList = waitingList;
        this.clock = clock;
    }

    /**
     * Ends what is due. Safe to run on any number of instances at a time.
     *
     * @return how many numbers were let go
     */
    public int endDue() {
        int ended = 0;
        int some;
        do {
            Map<UUID, UUID> holders = inventory.holdersOfDue(clock.instant(), PART);
            some = holders.isEmpty() ? 0 : end(holders);
            ended += some;
        } while (some > 0);
        return ended;
    }

    private int end(Map<UUID, UUID> holders) {
        return locks.inTransaction(
                attempt -> {
                    List<Subscriber> users = subscribers.lock(holders);
                    Map<UUID, HeldNumber> due = inventory.dueOf(holders.keySet(), clock.instant());
                    Set<String> areaCodes = new TreeSet<>();
                    due.values().forEach(n -> areaCodes.add(n.areaCode()));
                    if (!attempt.lock(Set.of(), areaCodes)) {
                        return Optional.empty();
                    }
                    Ledger ledger = waitingList.newLedger();
                    for (Subscriber user : users) {
                        HeldNumber number = due.get(user.userId());
                        if (number != null) {
                            ledger.release(user, number, Ending.RESERVATION_ENDED);
                        }
                    }
                    ledgers.write(ledger);
                    attempt.serve(areaCodes);
                    return Optional.of(due.size());
                });
    }
}

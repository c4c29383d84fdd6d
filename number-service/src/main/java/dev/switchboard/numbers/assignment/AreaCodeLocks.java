package dev.switchboard.numbers.assignment;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/**
 * Transactions with locks on area codes. Whoever makes numbers available holds, besides their area
 * codes, all those of everybody who waits for a number of one of them: so a waiting user is looked
 * at by one transaction at a time, from whichever of their area codes numbers come. All locks are
 * taken at once and ascending, so what is needed is looked up before and checked again under the
 * locks; where somebody has joined meanwhile, the transaction begins anew.
 */
@Component
final class AreaCodeLocks {

    private final TransactionTemplate transactions;
    private final JdbcInventory inventory;
    private final JdbcSubscribers subscribers;
    private final WaitingList waitingList;

    AreaCodeLocks(
            PlatformTransactionManager transactionManager,
            JdbcInventory inventory,
            JdbcSubscribers subscribers,
            WaitingList waitingList) {
        this.transactions = new TransactionTemplate(transactionManager);
        this.inventory = inventory;
        this.subscribers = subscribers;
        this.waitingList = waitingList;
    }

    /** The area codes that an attempt locks; they grow from one attempt to the next. */
    final class Attempt {

        private final SortedSet<String> areaCodes = new TreeSet<>();
        private final Set<String> toServe = new TreeSet<>();
        private final Set<UUID> leftOut = new HashSet<>();

        private Attempt() {}

        /**
         * Locks area codes; once in a transaction, after the locks on users.
         *
         * @param needed from which numbers may be taken
         * @param stocked in which numbers may become available
         * @return false where more area codes are needed: change nothing and return empty
         */
        boolean lock(Collection<String> needed, Set<String> stocked) {
            areaCodes.addAll(needed);
            areaCodes.addAll(stocked);
            if (!stocked.isEmpty()) {
                areaCodes.addAll(subscribers.areaCodesOfWaiting(stocked));
            }
            inventory.lock(areaCodes);
            return stocked.isEmpty() || !areaCodes.addAll(subscribers.areaCodesOfWaiting(stocked));
        }

        /**
         * Serves who waits in area codes in which numbers have become available, and which were
         * locked as {@code stocked}.
         *
         * @return how many were served
         */
        int serve(Set<String> stocked) {
            WaitingList.Served served = waitingList.serve(stocked);
            toServe.addAll(stocked);
            leftOut.addAll(served.leftOut());
            return served.count();
        }

        private void forget() {
            toServe.clear();
            leftOut.clear();
        }
    }

    /**
     * Runs work in a transaction, again for as long as it returns empty.
     *
     * @throws org.springframework.dao.DataAccessException where the database is away or undoes the
     *     transaction
     */
    <T> T inTransaction(Function<Attempt, Optional<T>> work) {
        var attempt = new Attempt();
        T result = again(attempt, work);
        while (!attempt.leftOut.isEmpty()) {
            Set<UUID> users = Set.copyOf(attempt.leftOut);
            Set<String> stocked = Set.copyOf(attempt.toServe);
            again(
                    attempt,
                    next -> {
                        subscribers.await(users);
                        return next.lock(Set.of(), stocked)
                                ? Optional.of(next.serve(stocked))
                                : Optional.empty();
                    });
        }
        return result;
    }

    private <T> T again(Attempt attempt, Function<Attempt, Optional<T>> work) {
        while (true) {
            attempt.forget();
            Optional<T> result = transactions.execute(_ -> work.apply(attempt));
            if (result != null && result.isPresent()) {
                return result.get();
            }
        }
    }
}

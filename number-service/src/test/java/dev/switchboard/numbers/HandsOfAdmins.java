package dev.switchboard.numbers;

import dev.switchboard.numbers.assignment.HandAssignments;
import dev.switchboard.numbers.assignment.HandAssignments.Order;
import dev.switchboard.numbers.assignment.HandAssignments.RefusedException;
import dev.switchboard.numbers.assignment.HandAssignments.UserNumber;
import dev.switchboard.numbers.assignment.NumberStatus;
import dev.switchboard.numbers.inventory.Withdrawals;

import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Admins who assign, swap, release and retire by hand what others are changing meanwhile. */
final class HandsOfAdmins {

    /** What was done, and how often; what was refused is counted as refused. */
    enum Deed {
        ASSIGNED,
        LEFT_WAITING,
        SWAPPED,
        RELEASED,
        RETIRED,
        REFUSED
    }

    private final HandAssignments assignments;
    private final Withdrawals withdrawals;
    private final Map<Deed, Integer> deeds = new ConcurrentHashMap<>();

    HandsOfAdmins(HandAssignments assignments, Withdrawals withdrawals) {
        this.assignments = assignments;
        this.withdrawals = withdrawals;
    }

    Map<Deed, Integer> deeds() {
        return deeds;
    }

    /** One deed; all that is random about it is decided before it is given to a thread. */
    Runnable deed(Random random, UUID user, String number) {
        int choice = random.nextInt(8);
        Order order =
                switch (random.nextInt(3)) {
                    case 0 -> new Order.ThisNumber(number);
                    case 1 -> new Order.AreaCode(number.substring(2, 5));
                    default -> new Order.ByRule();
                };
        return () -> {
            try {
                count(
                        switch (choice) {
                            case 0 -> retire(number);
                            case 1, 2 -> release(user);
                            default -> assign(user, order);
                        });
            } catch (RefusedException _) {
                count(Deed.REFUSED);
            }
        };
    }

    private Deed assign(UUID user, Order order) {
        String had = assignments.show(user).number();
        UserNumber now = assignments.assign(user, order, had);
        if (now.number() == null) {
            return Deed.LEFT_WAITING;
        }
        if (now.numberStatus() != NumberStatus.ASSIGNED || now.waiting() || now.withheld()) {
            throw new AssertionError("Assigned by hand, and yet " + now);
        }
        return had == null ? Deed.ASSIGNED : Deed.SWAPPED;
    }

    private Deed release(UUID user) {
        UserNumber now = assignments.release(user);
        if (now.number() != null || now.waiting() || !now.withheld()) {
            throw new AssertionError("Released by hand, and yet " + now);
        }
        return Deed.RELEASED;
    }

    private Deed retire(String number) {
        return withdrawals.withdraw(number, NumberStatus.RETIRED) ? Deed.RETIRED : Deed.REFUSED;
    }

    private void count(Deed deed) {
        deeds.merge(deed, 1, Integer::sum);
    }
}

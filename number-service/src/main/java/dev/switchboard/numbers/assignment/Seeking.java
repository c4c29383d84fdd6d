package dev.switchboard.numbers.assignment;

import dev.switchboard.messages.NumberEvent.AssignmentReason;
import dev.switchboard.numbers.assignment.JdbcInventory.Requested;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Finds numbers for users who are to have one: the number that Okta asks for, one that is on hold
 * for the user, one by the rule; else the user waits, or keeps what they have.
 */
@Component
final class Seeking {

    /**
     * A user who is to have a number, or another one.
     *
     * @param exchange the number that the user has, or null where they have none
     */
    record Wish(Subscriber user, NumberStep.@Nullable Exchange exchange) {

        boolean byRule() {
            return exchange == null || exchange.renumber();
        }
    }

    private final JdbcInventory inventory;

    Seeking(JdbcInventory inventory) {
        this.inventory = inventory;
    }

    /** Carries the wishes out; the users are locked, their area codes not yet. */
    void fulfil(List<Wish> wishes, Ledger ledger) {
        if (wishes.isEmpty()) {
            return;
        }
        Map<UUID, FreeNumber> onHold =
                inventory.onHoldFor(
                        wishes.stream().filter(w -> w.exchange() == null).map(Wish::user).toList());
        inventory.lock(areaCodesOf(wishes, onHold));
        Set<String> taken = new HashSet<>();
        List<Wish> others = new ArrayList<>();
        for (Wish wish : judged(wishes, onHold, taken, ledger)) {
            FreeNumber kept = onHold.get(wish.user().userId());
            if (kept == null || !taken.add(kept.e164())) {
                others.add(wish);
            } else {
                ledger.give(wish.user(), kept, AssignmentReason.RETURNED);
            }
        }
        byRule(others, taken, ledger);
    }

    private static SortedSet<String> areaCodesOf(List<Wish> wishes, Map<UUID, FreeNumber> onHold) {
        SortedSet<String> areaCodes = new TreeSet<>();
        for (Wish wish : wishes) {
            String request = wish.user().openRequest();
            if (request != null && request.startsWith("+1") && request.length() == 12) {
                areaCodes.add(Nanp.areaCode(request));
            }
            if (wish.byRule() && (request != null || !onHold.containsKey(wish.user().userId()))) {
                areaCodes.addAll(wish.user().areaCodes());
            }
        }
        return areaCodes;
    }

    /** Gives requested numbers; returns those who get none so, each with the refusal. */
    private List<Wish> judged(
            List<Wish> wishes, Map<UUID, FreeNumber> onHold, Set<String> taken, Ledger ledger) {
        Map<Requested, FreeNumber> owned =
                inventory.requested(
                        wishes.stream()
                                .map(Wish::user)
                                .filter(u -> u.openRequest() != null)
                                .map(Seeking::request)
                                .toList());
        List<Wish> rest = new ArrayList<>();
        for (Wish wish : inOrder(wishes)) {
            Subscriber user = wish.user();
            if (user.openRequest() == null) {
                rest.add(wish);
                continue;
            }
            Requested request = request(user);
            FreeNumber number = owned.get(request);
            FreeNumber kept = onHold.get(user.userId());
            boolean has =
                    wish.exchange() != null
                            && wish.exchange().number().e164().equals(request.e164());
            boolean free =
                    number != null
                            && (number.status() == NumberStatus.AVAILABLE || isSame(number, kept))
                            && taken.add(number.e164());
            if (has || free) {
                Subscriber granted = user.withJudgement(new Judgement(request.e164(), null));
                grant(new Wish(granted, wish.exchange()), has ? null : number, ledger);
            } else {
                String why = number == null ? " is not a number of the company" : " is not free";
                Subscriber refused =
                        user.withJudgement(new Judgement(request.e164(), request.e164() + why));
                rest.add(new Wish(refused, wish.exchange()));
            }
        }
        return rest;
    }

    private static boolean isSame(FreeNumber number, @Nullable FreeNumber kept) {
        return kept != null && kept.e164().equals(number.e164());
    }

    private static void grant(Wish wish, @Nullable FreeNumber number, Ledger ledger) {
        NumberStep.Exchange exchange = wish.exchange();
        if (number == null) {
            confirm(wish.user(), Objects.requireNonNull(exchange).number(), ledger);
        } else if (exchange == null) {
            ledger.give(wish.user(), number, AssignmentReason.REQUESTED);
        } else {
            ledger.exchange(
                    wish.user(),
                    exchange.number(),
                    number,
                    AssignmentReason.REQUESTED,
                    Ending.ANOTHER_REQUESTED);
        }
    }

    /** The user has what Okta asks for. */
    private static void confirm(Subscriber user, HeldNumber number, Ledger ledger) {
        if (number.status() == NumberStatus.RESERVED) {
            ledger.restore(user, number);
        } else {
            ledger.confirm(user, number);
        }
    }

    private void byRule(List<Wish> wishes, Set<String> taken, Ledger ledger) {
        Map<Subscriber, Wish> seekers = new LinkedHashMap<>();
        wishes.stream().filter(Wish::byRule).forEach(w -> seekers.put(w.user(), w));
        Map<Subscriber, FreeNumber> pairs =
                Pairing.of(seekers.keySet(), inventory.availableFor(seekers.keySet(), taken));
        for (Wish wish : wishes) {
            Subscriber user = wish.user();
            FreeNumber number = pairs.get(user);
            NumberStep.Exchange exchange = wish.exchange();
            if (exchange == null) {
                if (number == null) {
                    ledger.await(user);
                } else {
                    ledger.give(user, number, Ledger.reasonOf(number));
                }
            } else if (number != null) {
                ledger.exchange(
                        user,
                        exchange.number(),
                        number,
                        Ledger.reasonOf(number),
                        Ending.RENUMBERED);
            } else {
                stay(user, exchange.number(), ledger);
            }
        }
    }

    /** Nothing better is there; a refusal is said. */
    private static void stay(Subscriber user, HeldNumber number, Ledger ledger) {
        if (number.status() == NumberStatus.RESERVED) {
            ledger.restore(user, number);
        } else if (user.refusal() != null) {
            ledger.keep(user, number);
        } else {
            ledger.note(user);
        }
    }

    private static List<Wish> inOrder(List<Wish> wishes) {
        return wishes.stream()
                .sorted((a, b) -> Subscriber.FIRST_COME_FIRST_SERVED.compare(a.user(), b.user()))
                .toList();
    }

    private static Requested request(Subscriber user) {
        return new Requested(user.companyId(), Objects.requireNonNull(user.openRequest()));
    }
}

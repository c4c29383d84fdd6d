package dev.switchboard.faults.history;

import dev.switchboard.faults.history.Evidence.LicenceState;
import dev.switchboard.faults.history.Evidence.SentLicenceEvent;
import dev.switchboard.faults.history.Evidence.UserState;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A licence is held by an active user only, and by no more users than there are licences; nobody
 * waits while one is free; billing is told of each step once, in order.
 */
final class LicenceCheck {

    private final Evidence evidence;
    private final Map<Kind, Set<String>> holders = new HashMap<>();
    private final Map<Kind, Set<String>> told = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    private record Kind(String company, String type) {}

    LicenceCheck(Evidence evidence) {
        this.evidence = evidence;
    }

    List<Violation> check() {
        evidence.users().forEach(this::user);
        Set<String> seen = new HashSet<>();
        for (SentLicenceEvent event : evidence.licenceEvents()) {
            if (seen.add(event.id())) {
                event(event);
            }
        }
        evidence.licences().forEach(this::stock);
        return violations;
    }

    private void user(UserState user) {
        String held = user.licence().held();
        if (held != null) {
            holders.computeIfAbsent(new Kind(user.company(), held), _ -> new HashSet<>())
                    .add(user.id());
        }
        if (user.active() == (held == null && user.licence().wanted() == null)) {
            add(
                    "active users have a licence or wait for one, others do not",
                    "user %s (active: %s): %s".formatted(user.id(), user.active(), user.licence()));
        }
        for (LicenceState stock : evidence.licences()) {
            if (stock.company().equals(user.company())
                    && stock.type().equals(user.licence().wanted())
                    && stock.used() < stock.total()) {
                add("nobody waits while a licence is free", user.id() + ", " + stock);
            }
        }
    }

    private void event(SentLicenceEvent event) {
        Set<String> users =
                told.computeIfAbsent(new Kind(event.company(), event.type()), _ -> new HashSet<>());
        boolean fits =
                switch (event.what()) {
                    case "consumed" -> event.users().stream().allMatch(users::add);
                    case "released" -> event.users().stream().allMatch(users::remove);
                    default -> true;
                };
        boolean counted = event.used() < 0 || event.used() == users.size();
        if (!fits || !counted) {
            add(
                    "licence events tell each step once, in order",
                    "%s; after it %d hold one".formatted(event, users.size()));
        }
    }

    private void stock(LicenceState stock) {
        Kind kind = new Kind(stock.company(), stock.type());
        Set<String> held = holders.getOrDefault(kind, Set.of());
        if (stock.used() != held.size() || stock.used() > stock.total()) {
            add("licences are counted truly", "%s, held by %d".formatted(stock, held.size()));
        }
        if (!held.equals(told.getOrDefault(kind, Set.of()))) {
            add(
                    "licence events tell who holds one",
                    "%s: held by %s, told of %s".formatted(kind, held, told.get(kind)));
        }
    }

    private void add(String promise, String what) {
        violations.add(new Violation(promise, what));
    }
}

package dev.switchboard.faults.history;

import dev.switchboard.faults.history.Evidence.NumberState;
import dev.switchboard.faults.history.Evidence.UserState;
import dev.switchboard.faults.history.Evidence.WaitingUser;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One number, one user; nobody waits while one is free; both services say the same. */
final class NumberCheck {

    private final Evidence evidence;
    private final List<Violation> violations = new ArrayList<>();

    NumberCheck(Evidence evidence) {
        this.evidence = evidence;
    }

    List<Violation> check() {
        Map<String, String> numberOf = new HashMap<>();
        Set<String> seen = new HashSet<>();
        Set<String> freeIn = new HashSet<>();
        for (NumberState number : evidence.numbers()) {
            if (number.status().equals("available")) {
                freeIn.add(number.areaCode());
            }
            String holder = number.holder();
            if (holder != null && numberOf.put(holder, number.e164()) != null) {
                add("one user, one number", "user %s holds two".formatted(holder));
            }
        }
        for (UserState user : evidence.users()) {
            if (user.number() != null && !seen.add(user.number())) {
                add("one number, one user", "user %s shows another's".formatted(user.id()));
            }
            String held = numberOf.remove(user.id());
            if (!Objects.equals(held, user.number())) {
                add(
                        "both services say the same",
                        "user %s (active: %s): the user store has number %s, the number service %s"
                                .formatted(user.id(), user.active(), user.number(), held));
            }
        }
        numberOf.forEach(
                (holder, number) ->
                        add(
                                "both services say the same",
                                "number %s is held by %s, who is not stored"
                                        .formatted(number, holder)));
        for (WaitingUser waiting : evidence.waiting()) {
            if (waiting.areaCodes().stream().anyMatch(freeIn::contains)) {
                add(
                        "nobody waits while a number is free",
                        "user %s in area codes %s".formatted(waiting.id(), waiting.areaCodes()));
            }
        }
        return violations;
    }

    private void add(String promise, String what) {
        violations.add(new Violation(promise, what));
    }
}

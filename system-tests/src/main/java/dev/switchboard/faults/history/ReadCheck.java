package dev.switchboard.faults.history;

import dev.switchboard.faults.history.Evidence.SentEvent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A client reads what it has written, and never anything older than what it has read. */
final class ReadCheck {

    private final List<Attempt> attempts;
    private final Timeline timeline;
    private final Map<String, Long> known = new HashMap<>();
    private final Set<String> perhapsDeleted = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();
    private final List<Violation> violations = new ArrayList<>();

    ReadCheck(List<Attempt> attempts, Timeline timeline) {
        this.attempts = attempts;
        this.timeline = timeline;
    }

    List<Violation> check() {
        for (Attempt attempt : attempts) {
            String id = attempt.target();
            if (id != null) {
                check(attempt, id);
            }
        }
        return violations;
    }

    private void check(Attempt attempt, String id) {
        Attempt.Answer answer = attempt.answer();
        if (attempt.action() == Attempt.Action.DELETE_USER
                || attempt.action() == Attempt.Action.DELETE_GROUP) {
            perhapsDeleted.add(id);
            if (answer.done()) {
                deleted.add(id);
            }
            return;
        }
        if (attempt.must() >= 400) {
            return; // a request that is to be refused, perhaps with another company's token
        }
        if (answer.status() == 404 && known.containsKey(id) && !perhapsDeleted.contains(id)) {
            add("what was answered 2xx is there", attempt, "version " + known.get(id));
        }
        if (answer.status() == 200 && deleted.contains(id)) {
            add("what was deleted is gone", attempt, "its deletion was answered");
        }
        if (answer.done() && answer.version() > 0) {
            long before = known.getOrDefault(id, 0L);
            if (answer.version() < before) {
                add("versions never go back", attempt, "version " + before + " was known");
            }
            known.merge(id, answer.version(), Math::max);
            if (attempt.action() == Attempt.Action.READ_USER) {
                asAnnounced(attempt, id);
            }
        }
    }

    /** A read shows a version as its event told it. */
    private void asAnnounced(Attempt attempt, String id) {
        long version = attempt.answer().version();
        SentEvent told =
                timeline.of(id).stream()
                        .filter(e -> e.version() == version)
                        .findFirst()
                        .orElse(null);
        if (told == null) {
            add("every version has an event", attempt, "none tells of version " + version);
            return;
        }
        attempt.answer()
                .state()
                .forEach(
                        (name, value) -> {
                            if (!Objects.equals(value, told.state().get(name))) {
                                add("a read shows what the event told", attempt, name);
                            }
                        });
    }

    private void add(String promise, Attempt attempt, String but) {
        violations.add(
                new Violation(
                        promise,
                        "%s %s (request %s, gateway %d) was answered %d version %d, but: %s"
                                .formatted(
                                        attempt.action(),
                                        attempt.target(),
                                        attempt.requestId(),
                                        attempt.gateway() + 1,
                                        attempt.answer().status(),
                                        attempt.answer().version(),
                                        but)));
    }
}

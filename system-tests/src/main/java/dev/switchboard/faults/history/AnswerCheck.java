package dev.switchboard.faults.history;

import dev.switchboard.faults.history.Evidence.SentEvent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** 2xx was done as answered, 4xx changed nothing, all else was done once or not at all. */
final class AnswerCheck {

    private final List<Attempt> attempts;
    private final Evidence evidence;
    private final Timeline timeline;
    private final Set<String> perhapsDeleted;
    private final List<Violation> violations = new ArrayList<>();

    AnswerCheck(List<Attempt> attempts, Evidence evidence, Timeline timeline) {
        this.attempts = attempts;
        this.evidence = evidence;
        this.timeline = timeline;
        this.perhapsDeleted =
                attempts.stream()
                        .filter(a -> a.action() == Attempt.Action.DELETE_USER)
                        .map(Attempt::target)
                        .collect(Collectors.toCollection(HashSet::new));
    }

    List<Violation> check() {
        for (Attempt attempt : attempts) {
            if (attempt.action().writes()) {
                check(attempt, timeline.eventsOf(attempt));
            } else if (attempt.answer().status() == 500) {
                add("no answer is a 500", attempt);
            }
            if (attempt.answer().status() == 429 && attempt.answer().retryAfter() == 0) {
                add("429 says when to come again", attempt);
            }
            if (attempt.must() != 0
                    && !attempt.answer().open()
                    && attempt.answer().status() != attempt.must()) {
                add("an answer is true (it had to be %d)".formatted(attempt.must()), attempt);
            }
        }
        takenNames();
        return violations;
    }

    private void check(Attempt attempt, List<SentEvent> events) {
        Attempt.Answer answer = attempt.answer();
        if (timeline.commandsOf().getOrDefault(attempt.requestId(), Set.of()).size() > 1) {
            add("a request is one command", attempt);
        }
        if (answer.status() == 500) {
            add("no answer is a 500", attempt);
        }
        if (answer.refused() && !events.isEmpty()) {
            add("4xx changed nothing", attempt);
        }
        if (answer.saysNothingRecorded()
                && timeline.commandsOf().containsKey(attempt.requestId())) {
            add("'not recorded' is true", attempt);
        }
        if (answer.done()) {
            done(attempt, events);
        }
        for (SentEvent event : events) {
            if (attempt.resourceId() != null && !attempt.resourceId().equals(event.resourceId())) {
                continue; // what a group's change does to its members
            }
            asAsked(attempt, event);
        }
    }

    private void done(Attempt attempt, List<SentEvent> events) {
        String id = attempt.target();
        SentEvent own =
                events.stream().filter(e -> e.resourceId().equals(id)).findFirst().orElse(null);
        if (own == null) {
            if (!changesNothing(attempt)) {
                add("2xx is done and has its event", attempt);
            }
            return;
        }
        if (attempt.answer().version() != 0 && attempt.answer().version() != own.version()) {
            add("2xx tells the version that it made (%d)".formatted(own.version()), attempt);
        }
        attempt.answer()
                .state()
                .forEach(
                        (name, value) -> {
                            if (!value.equals(own.state().get(name))) {
                                add("2xx tells what is stored (" + name + ")", attempt);
                            }
                        });
    }

    /** Group members that are in or out already, and a user who is as asked already. */
    private boolean changesNothing(Attempt attempt) {
        if (attempt.action() == Attempt.Action.PATCH_GROUP) {
            return true;
        }
        return attempt.action() == Attempt.Action.PATCH_USER
                && attempt.sets().keySet().equals(Set.of("active"));
    }

    private void asAsked(Attempt attempt, SentEvent event) {
        if (event.deletion()) {
            return;
        }
        for (Map.Entry<String, String> set : attempt.sets().entrySet()) {
            if (event.user() && !set.getValue().equals(event.state().get(set.getKey()))) {
                add("a write is applied whole (" + set.getKey() + ")", attempt);
            }
        }
        if (!event.user()) {
            Set<String> after = membersAfter(event);
            for (String member : attempt.adds()) {
                if (!after.contains(member) && !perhapsDeleted.contains(member)) {
                    add("a group push is applied whole (" + member + " is missing)", attempt);
                }
            }
            for (String member : attempt.removes()) {
                if (after.contains(member)) {
                    add("a group push is applied whole (" + member + " is still in)", attempt);
                }
            }
        }
    }

    private Set<String> membersAfter(SentEvent last) {
        Set<String> members = new HashSet<>();
        for (SentEvent event : timeline.of(last.resourceId())) {
            members.removeAll(event.membersGone());
            members.addAll(event.members());
            if (event.id().equals(last.id())) {
                break;
            }
        }
        return members;
    }

    /**
     * A taken name is refused only where somebody of the company has, or may have, asked for it.
     */
    private void takenNames() {
        Map<String, Integer> asked = new HashMap<>();
        for (Attempt attempt : attempts) {
            if (attempt.action() == Attempt.Action.CREATE_USER) {
                asked.merge(nameOf(attempt), 1, Integer::sum);
            }
        }
        Set<String> stored =
                evidence.users().stream()
                        .map(u -> u.company() + "/" + u.userName())
                        .collect(Collectors.toSet());
        for (Attempt attempt : attempts) {
            if (attempt.action() == Attempt.Action.CREATE_USER
                    && attempt.answer().status() == 409
                    && asked.getOrDefault(nameOf(attempt), 0) < 2
                    && !stored.contains(nameOf(attempt))) {
                add("a name is taken only by somebody", attempt);
            }
        }
    }

    private static String nameOf(Attempt attempt) {
        return attempt.company() + "/" + attempt.sets().get("userName");
    }

    private void add(String promise, Attempt attempt) {
        violations.add(
                new Violation(
                        promise,
                        "%s %s of client %s (request %s, gateway %d) was answered %d version %d '%s'; its events: %s"
                                .formatted(
                                        attempt.action(),
                                        attempt.target(),
                                        attempt.client(),
                                        attempt.requestId(),
                                        attempt.gateway() + 1,
                                        attempt.answer().status(),
                                        attempt.answer().version(),
                                        attempt.answer().detail(),
                                        timeline.eventsOf(attempt).stream()
                                                .map(e -> e.version() + "@" + e.position())
                                                .toList())));
    }
}

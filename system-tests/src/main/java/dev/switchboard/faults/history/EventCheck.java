package dev.switchboard.faults.history;

import dev.switchboard.faults.history.Evidence.SentCommand;
import dev.switchboard.faults.history.Evidence.SentEvent;
import dev.switchboard.faults.history.Evidence.SentNumberEvent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Every version has one event, in order per resource; every command is decided, once. */
final class EventCheck {

    private final Evidence evidence;
    private final Timeline timeline;
    private final List<Violation> violations = new ArrayList<>();

    EventCheck(Evidence evidence, Timeline timeline) {
        this.evidence = evidence;
        this.timeline = timeline;
    }

    List<Violation> check() {
        timeline.byResource().forEach(this::versions);
        timeline.byCause().forEach(this::onceForEachResource);
        evidence.events().forEach(this::whole);
        numberSequences();
        for (SentCommand command : evidence.commands()) {
            if (!evidence.outcomes().contains(command.id())) {
                violations.add(
                        new Violation(
                                "every command is decided",
                                "command %s of request %s has no outcome"
                                        .formatted(command.id(), command.requestId())));
            }
        }
        return violations;
    }

    private void versions(String resourceId, List<SentEvent> events) {
        long expected = 1;
        for (SentEvent event : events) {
            if (event.version() != expected) {
                violations.add(
                        new Violation(
                                "one event for each version, in order",
                                "%s: version %d where %d was to come, event %s at %s"
                                        .formatted(
                                                resourceId,
                                                event.version(),
                                                expected,
                                                event.id(),
                                                event.position())));
                return;
            }
            expected++;
        }
        for (SentEvent event : events.subList(0, events.size() - 1)) {
            if (event.deletion()) {
                violations.add(
                        new Violation(
                                "nothing happens to what is deleted",
                                "%s goes on after %s".formatted(resourceId, event.position())));
            }
        }
    }

    private void onceForEachResource(String cause, List<SentEvent> events) {
        Set<String> changed = new HashSet<>();
        for (SentEvent event : events) {
            if (!changed.add(event.resourceId())) {
                violations.add(
                        new Violation(
                                "nothing is applied twice",
                                "message %s has changed %s more than once: %s"
                                        .formatted(
                                                cause,
                                                event.resourceId(),
                                                events.stream()
                                                        .map(SentEvent::position)
                                                        .toList())));
            }
        }
    }

    /** The load writes the same mark into two attributes, always together. */
    private void whole(SentEvent event) {
        Map<String, String> state = event.state();
        if (event.user() && !Objects.equals(state.get("title"), state.get("nickName"))) {
            violations.add(
                    new Violation(
                            "nothing is applied by halves",
                            "event %s at %s has title %s and nickName %s"
                                    .formatted(
                                            event.id(),
                                            event.position(),
                                            state.get("title"),
                                            state.get("nickName"))));
        }
    }

    private void numberSequences() {
        Map<String, Long> last = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (SentNumberEvent event : evidence.numberEvents()) {
            if (!seen.add(event.id())) {
                continue;
            }
            long expected = last.getOrDefault(event.userId(), 0L) + 1;
            if (event.sequence() != expected) {
                violations.add(
                        new Violation(
                                "number events are in order and complete",
                                "user %s: sequence %d where %d was to come"
                                        .formatted(event.userId(), event.sequence(), expected)));
            }
            last.put(event.userId(), event.sequence());
        }
    }
}

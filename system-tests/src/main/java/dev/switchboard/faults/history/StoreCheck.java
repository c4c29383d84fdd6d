package dev.switchboard.faults.history;

import dev.switchboard.faults.history.Evidence.GroupState;
import dev.switchboard.faults.history.Evidence.SentEvent;
import dev.switchboard.faults.history.Evidence.UserState;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The store is what its events tell, to the last version, and nothing besides. */
final class StoreCheck {

    private final Evidence evidence;
    private final Timeline timeline;
    private final List<Violation> violations = new ArrayList<>();

    StoreCheck(Evidence evidence, Timeline timeline) {
        this.evidence = evidence;
        this.timeline = timeline;
    }

    List<Violation> check() {
        Map<String, UserState> users = new HashMap<>();
        evidence.users().forEach(user -> users.put(user.id(), user));
        Map<String, GroupState> groups = new HashMap<>();
        evidence.groups().forEach(group -> groups.put(group.id(), group));
        timeline.byResource()
                .forEach(
                        (id, events) -> {
                            SentEvent last = events.getLast();
                            if (last.user()) {
                                user(last, users.get(id));
                            } else {
                                group(last, groups.get(id));
                            }
                        });
        users.keySet().forEach(this::isTold);
        groups.keySet().forEach(this::isTold);
        names();
        evidence.left()
                .forEach(
                        (what, count) -> {
                            if (count > 0) {
                                add("nothing is left undone", what + ": " + count);
                            }
                        });
        return violations;
    }

    private void user(SentEvent last, @Nullable UserState stored) {
        if (differs(last, stored != null, stored == null ? 0 : stored.version())) {
            return;
        }
        if (stored != null) {
            stored.state()
                    .forEach(
                            (name, value) -> {
                                if (!Objects.equals(value, last.state().get(name))) {
                                    add(
                                            "the store is what its events tell",
                                            "user %s: %s is '%s', the event of version %d has '%s'"
                                                    .formatted(
                                                            stored.id(),
                                                            name,
                                                            value,
                                                            last.version(),
                                                            last.state().get(name)));
                                }
                            });
        }
    }

    private void group(SentEvent last, @Nullable GroupState stored) {
        if (differs(last, stored != null, stored == null ? 0 : stored.version())
                || stored == null) {
            return;
        }
        Set<String> members = new HashSet<>();
        for (SentEvent event : timeline.of(stored.id())) {
            members.removeAll(event.membersGone());
            members.addAll(event.members());
        }
        if (!members.equals(stored.members())) {
            add(
                    "the store is what its events tell",
                    "group %s: members %s, the events tell %s"
                            .formatted(stored.id(), stored.members(), members));
        }
    }

    private boolean differs(SentEvent last, boolean stored, long version) {
        if (last.deletion() == stored) {
            add(
                    "the store is what its events tell",
                    "%s is %s, but its last event, version %d at %s, is %s"
                            .formatted(
                                    last.resourceId(),
                                    stored ? "stored" : "not stored",
                                    last.version(),
                                    last.position(),
                                    last.deletion() ? "its deletion" : "not its deletion"));
            return true;
        }
        if (stored && version != last.version()) {
            add(
                    "every version has an event",
                    "%s is stored in version %d, its last event tells %d"
                            .formatted(last.resourceId(), version, last.version()));
            return true;
        }
        return false;
    }

    private void isTold(String id) {
        if (timeline.of(id).isEmpty()) {
            add("every version has an event", id + " is stored without any event");
        }
    }

    private void names() {
        Set<String> names = new HashSet<>();
        for (UserState user : evidence.users()) {
            if (!names.add(user.company() + "/" + user.userName())) {
                add("a userName is one user's", user.company() + ": " + user.id());
            }
        }
    }

    private void add(String promise, String what) {
        violations.add(new Violation(promise, what));
    }
}

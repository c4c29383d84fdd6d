package dev.switchboard.provisioner.commands;

import dev.switchboard.messages.GroupEvent;
import dev.switchboard.messages.ResourceEvent;
import dev.switchboard.userstore.GroupRow;
import dev.switchboard.userstore.Member;
import dev.switchboard.userstore.MemberDelta;
import dev.switchboard.userstore.Rendering;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Tells a change of a group in events whose size does not grow with the group. A change of very
 * many members takes several events, each a version of its own, so that readers know one rule: a
 * change is the step from a version to the next.
 */
final class GroupEvents {

    /** How many members an event, or an outcome, names at most: some 100 kB. */
    static final int MOST_MEMBERS = 1000;

    private GroupEvents() {}

    /** How many versions a change of so many members takes, 1 at least. */
    static int versions(int members) {
        return Math.max(1, (members + MOST_MEMBERS - 1) / MOST_MEMBERS);
    }

    /**
     * The events of a new group.
     *
     * @param group the group as it is in the end, in its last version
     */
    static List<ResourceEvent> created(GroupRow group, List<Member> members) {
        List<ResourceEvent> events = new ArrayList<>();
        for (List<Member> part : parts(members)) {
            long version = events.size() + 1L;
            events.add(
                    version == 1
                            ? new GroupEvent.GroupCreated(
                                    group.id(), 1, Rendering.group(group.withVersion(1), part))
                            : patched(group, group, new MemberDelta(part, List.of()), version));
        }
        return events;
    }

    /**
     * The events of a change.
     *
     * @param before the group before
     * @param after the group as it is in the end, in its last version
     * @param delta what really changed in its members
     */
    static List<ResourceEvent> changed(GroupRow before, GroupRow after, MemberDelta delta) {
        List<Member> all = new ArrayList<>(delta.removed());
        all.addAll(delta.added());
        List<ResourceEvent> events = new ArrayList<>();
        int told = 0;
        for (List<Member> part : parts(all)) {
            int removed = Math.clamp(delta.removed().size() - (long) told, 0, part.size());
            MemberDelta some =
                    new MemberDelta(part.subList(removed, part.size()), part.subList(0, removed));
            // What else changed is told first.
            GroupRow from = events.isEmpty() ? before : after;
            events.add(patched(from, after, some, before.version() + events.size() + 1));
            told += part.size();
        }
        return events;
    }

    /**
     * The events of members that are gone.
     *
     * @param version the group's last one
     */
    static List<ResourceEvent> left(UUID group, long version, List<Member> members) {
        ObjectNode same = JsonNodeFactory.instance.objectNode();
        List<ResourceEvent> events = new ArrayList<>();
        long before = version - versions(members.size());
        for (List<Member> part : parts(members)) {
            events.add(
                    new GroupEvent.GroupPatched(
                            group,
                            before + events.size() + 1,
                            GroupDifference.of(same, same, new MemberDelta(List.of(), part))));
        }
        return events;
    }

    private static GroupEvent patched(GroupRow from, GroupRow to, MemberDelta delta, long version) {
        return new GroupEvent.GroupPatched(
                to.id(), version, GroupDifference.of(from.document(), to.document(), delta));
    }

    /** At least one, which may be empty. */
    private static List<List<Member>> parts(List<Member> members) {
        List<List<Member>> parts = new ArrayList<>();
        for (int part = 0; part < versions(members.size()); part++) {
            parts.add(
                    members.subList(
                            part * MOST_MEMBERS,
                            Math.min(members.size(), (part + 1) * MOST_MEMBERS)));
        }
        return parts;
    }
}

package dev.switchboard.provisioner.commands;

import static java.util.Objects.requireNonNull;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.userstore.GroupRow;
import dev.switchboard.userstore.GroupWrites;
import dev.switchboard.userstore.Member;
import dev.switchboard.userstore.MemberDelta;

import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Members that leave their groups because they are deleted. The groups are others by that, so each
 * gets a new version and an event that says who left, as if a client had removed them.
 */
@Component
final class Departures {

    private final GroupWrites groups;

    Departures(GroupWrites groups) {
        this.groups = groups;
    }

    /**
     * Takes up what a delete has done to the groups.
     *
     * @param left the deleted members, by the ids of the groups that they have left
     * @param deletes the commands, by the ids of the deleted
     * @return the groups as they are now
     */
    Map<UUID, GroupRow> of(
            Map<UUID, List<Member>> left,
            Map<UUID, Incoming> deletes,
            Instant now,
            Results results) {
        Map<UUID, GroupRow> after = new HashMap<>();
        if (left.isEmpty()) {
            return after;
        }
        groups.lock(left.keySet())
                .forEach(
                        (id, before) -> {
                            List<Member> members = requireNonNull(left.get(id));
                            GroupRow group =
                                    before.changed(
                                            before.version() + GroupEvents.versions(members.size()),
                                            now);
                            after.put(id, group);
                            results.alsoChanged(
                                    requireNonNull(deletes.get(members.getFirst().id())),
                                    ResourceType.GROUP,
                                    id,
                                    GroupEvents.changed(
                                            before, group, new MemberDelta(List.of(), members)));
                        });
        groups.update(after.values());
        return after;
    }
}

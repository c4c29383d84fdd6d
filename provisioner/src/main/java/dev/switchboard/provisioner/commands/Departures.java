package dev.switchboard.provisioner.commands;

import static java.util.Objects.requireNonNull;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.userstore.GroupWrites;
import dev.switchboard.userstore.Member;

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
     * @return the versions that the groups have now
     */
    Map<UUID, Long> of(
            Map<UUID, List<Member>> left,
            Map<UUID, Incoming> deletes,
            Instant now,
            Results results) {
        if (left.isEmpty()) {
            return Map.of();
        }
        Map<UUID, Integer> steps = new HashMap<>();
        left.forEach((id, members) -> steps.put(id, GroupEvents.versions(members.size())));
        Map<UUID, Long> versions = groups.advance(steps, now);
        versions.forEach(
                (id, version) -> {
                    List<Member> members = requireNonNull(left.get(id));
                    results.alsoChanged(
                            requireNonNull(deletes.get(members.getFirst().id())),
                            ResourceType.GROUP,
                            id,
                            GroupEvents.left(id, version, members));
                });
        return versions;
    }
}

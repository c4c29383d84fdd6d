package dev.switchboard.provisioner.entitlements;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.userstore.CompanySettings;
import dev.switchboard.userstore.GroupRow;
import dev.switchboard.userstore.Member;
import dev.switchboard.userstore.MemberDelta;
import dev.switchboard.userstore.ResolutionQueue;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Notices when a group that steers changes, and queues the members concerned, in the transaction of
 * the change: their offices and licences are chosen again right after it, in bounded parts. Of
 * other groups nothing is read or written.
 */
@Component
public final class GroupSteering {

    private final ResolutionQueue queue;
    private final ResolutionBell bell;

    GroupSteering(ResolutionQueue queue, ResolutionBell bell) {
        this.queue = queue;
        this.bell = bell;
    }

    /** A group and its members are new. */
    public void created(CompanySettings settings, GroupRow group) {
        if (steers(settings, group)) {
            all(group.id());
        }
    }

    /** A group has another name or other members. */
    public void changed(
            CompanySettings settings, GroupRow before, GroupRow after, MemberDelta delta) {
        boolean renamed = !before.displayName().equalsIgnoreCase(after.displayName());
        boolean steered = steers(settings, before);
        boolean steers = steers(settings, after);
        if (renamed && (steered || steers)) {
            all(after.id());
        }
        if (steered || steers) {
            List<UUID> users =
                    Stream.concat(delta.added().stream(), delta.removed().stream())
                            .filter(member -> member.type() == ResourceType.USER)
                            .map(Member::id)
                            .toList();
            if (!users.isEmpty()) {
                queue.addUsers(users);
                bell.ringAfterCommit();
            }
        }
    }

    /** A group is about to be deleted; its members are still there. */
    public void deleting(CompanySettings settings, GroupRow group) {
        if (steers(settings, group)) {
            all(group.id());
        }
    }

    private void all(UUID groupId) {
        queue.addMembers(groupId);
        bell.ringAfterCommit();
    }

    private static boolean steers(CompanySettings settings, GroupRow group) {
        return settings.mappings().stream()
                .anyMatch(mapping -> mapping.isAbout(group.id(), group.displayName()));
    }
}

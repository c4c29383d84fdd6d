package dev.switchboard.gateway.http;

import dev.switchboard.userstore.GroupMembers;
import dev.switchboard.userstore.Member;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The members of the groups of one answer, in the order in which these are written. No more than a
 * slice of them is in memory, and no connection to the store is kept while it is sent, however slow
 * the client is. So an answer sees each slice as it is when its turn comes: a change that is made
 * meanwhile may show in some slices and not in others, and the group's version is the one from
 * before all of them.
 *
 * <p>The first members of many groups are read together: most groups are small.
 */
final class MemberSlices {

    private static final int GROUPS_AT_ONCE = 40;

    /** Where the slices come from. */
    @FunctionalInterface
    interface Source {
        /** As {@link GroupMembers#slice}. */
        Map<UUID, List<Member>> slice(Collection<UUID> groups, @Nullable UUID after);
    }

    private final List<UUID> groups;
    private final Source source;
    private Map<UUID, List<Member>> ahead = Map.of();
    private int inEach;
    private int readAhead;
    private int next;

    /**
     * @param groups in the order in which they are written
     */
    MemberSlices(List<UUID> groups, Source source) {
        this.groups = groups;
        this.source = source;
    }

    /** Reads the first slice now: if the store cannot be asked, this is when it shows. */
    void begin() {
        if (next == readAhead && next < groups.size()) {
            List<UUID> some = groups.subList(next, Math.min(next + GROUPS_AT_ONCE, groups.size()));
            ahead = source.slice(some, null);
            inEach = GroupMembers.inEach(some.size());
            readAhead += some.size();
        }
    }

    /**
     * Hands on all members of a group, a slice at a time.
     *
     * @param group the next, or a later one: those between are not written after all
     */
    void of(UUID group, Consumer<List<Member>> writer) {
        do {
            begin();
            next++;
        } while (!groups.get(next - 1).equals(group));
        List<Member> slice = ahead.getOrDefault(group, List.of());
        int full = inEach;
        while (!slice.isEmpty()) {
            writer.accept(slice);
            UUID last = slice.getLast().id();
            slice =
                    slice.size() < full
                            ? List.of()
                            : source.slice(List.of(group), last).getOrDefault(group, List.of());
            full = GroupMembers.inEach(1);
        }
    }
}

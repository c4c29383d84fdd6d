package dev.switchboard.userstore;

import java.util.List;

/**
 * What really changed in a group's members.
 *
 * @param added those that were not members before
 * @param removed those that were and no longer are
 */
public record MemberDelta(List<Member> added, List<Member> removed) {

    /** Whether nothing changed. */
    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty();
    }
}

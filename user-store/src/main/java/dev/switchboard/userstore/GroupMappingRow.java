package dev.switchboard.userstore;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * A group that decides for its members.
 *
 * @param groupId the group, or null where {@code displayName} names it
 * @param displayName the name of the group, letter case aside, or null where {@code groupId} is it
 * @param officeId the members' office, or null where it does not decide that
 * @param licenceType the members' kind of licence, or null where it does not decide that
 * @param priority of several that apply, the one with the lowest decides
 */
public record GroupMappingRow(
        UUID id,
        UUID companyId,
        @Nullable UUID groupId,
        @Nullable String displayName,
        @Nullable UUID officeId,
        @Nullable String licenceType,
        int priority) {

    /** Whether the group is meant. */
    public boolean isAbout(UUID id, String name) {
        return id.equals(groupId) || name.equalsIgnoreCase(displayName);
    }
}

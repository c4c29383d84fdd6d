package dev.switchboard.userstore;

import java.util.UUID;

/**
 * A group that a user is a member of.
 *
 * @param display the group's name
 */
public record GroupMembership(UUID groupId, String display) {}

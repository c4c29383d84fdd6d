package dev.switchboard.userstore;

import dev.switchboard.messages.ResourceType;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * A member of a group.
 *
 * @param id the user's or group's id
 * @param type which of them it is
 * @param display the name that the client gave it
 */
public record Member(UUID id, ResourceType type, @Nullable String display) {}

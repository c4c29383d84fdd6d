package dev.switchboard.numbers.assignment;

import java.util.UUID;

/**
 * What a user event says, as far as numbers are concerned.
 *
 * @param version the user's version after it
 * @param profile of a deletion only the state counts
 */
public record UserChange(UUID userId, UUID companyId, long version, Profile profile, Cause cause) {}

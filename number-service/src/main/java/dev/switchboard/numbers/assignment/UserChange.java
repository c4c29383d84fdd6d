package dev.switchboard.numbers.assignment;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * What a user event says, as far as numbers are concerned.
 *
 * @param version the user's version after it
 * @param officeId the user's office, or null where none suits
 * @param areaCode the office's area code, null with the office
 * @param externalId the client's own id of the user, by which a user who is created again is known
 */
public record UserChange(
        UUID userId,
        UUID companyId,
        long version,
        UserState state,
        @Nullable UUID officeId,
        @Nullable String areaCode,
        @Nullable String externalId,
        Cause cause) {}

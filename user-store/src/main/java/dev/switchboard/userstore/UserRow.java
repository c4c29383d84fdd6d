package dev.switchboard.userstore;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * A user as the store holds them.
 *
 * @param userNameKey the name as it is compared, {@link
 *     dev.switchboard.scim.resource.UserNames#key}
 * @param version counts the changes from 1
 * @param createdAt in microseconds, as the database keeps it; what is finer is cut off
 * @param lastModified likewise
 * @param officeName the name of the office when it was chosen
 * @param number the assigned number, E.164
 * @param numberStatus {@code none}, {@code waiting}, {@code assigned} or {@code reserved}
 * @param numberSequence the sequence of the last number event that was applied, 0 before the first
 * @param document what the client wrote, canonical
 * @param telephony licence and number beyond {@code number} itself
 */
public record UserRow(
        UUID id,
        UUID companyId,
        String userName,
        String userNameKey,
        @Nullable String externalId,
        boolean active,
        long version,
        Instant createdAt,
        Instant lastModified,
        @Nullable UUID officeId,
        @Nullable String officeName,
        @Nullable String number,
        String numberStatus,
        long numberSequence,
        ObjectNode document,
        TelephonyState telephony) {

    public UserRow {
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        lastModified = lastModified.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * The same user with another choice of office and licence.
     *
     * @param office the office, or null for none
     */
    public UserRow placed(
            @Nullable OfficeRow office, TelephonyState telephony, long version, Instant now) {
        return new UserRow(
                id,
                companyId,
                userName,
                userNameKey,
                externalId,
                active,
                version,
                createdAt,
                now,
                office == null ? null : office.id(),
                office == null ? null : office.name(),
                number,
                numberStatus,
                numberSequence,
                document,
                telephony);
    }

    /** The same user with another document. */
    UserRow withDocument(ObjectNode other) {
        return new UserRow(
                id,
                companyId,
                userName,
                userNameKey,
                externalId,
                active,
                version,
                createdAt,
                lastModified,
                officeId,
                officeName,
                number,
                numberStatus,
                numberSequence,
                other,
                telephony);
    }
}

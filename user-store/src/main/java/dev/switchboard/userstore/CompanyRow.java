package dev.switchboard.userstore;

import dev.switchboard.messages.OfficeChangePolicy;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * A company and how it wants its users to be treated.
 *
 * @param plan the name of its plan
 * @param scimProvisioning whether the plan lets an identity provider provision its users
 * @param country its own country, ISO 3166-1 alpha-2, upper case
 */
public record CompanyRow(
        UUID id,
        String name,
        String plan,
        boolean scimProvisioning,
        @Nullable String country,
        OfficeMismatch officeMismatch,
        OfficeChangePolicy onOfficeChange,
        LicenceShortage onLicenceShortage,
        Instant createdAt) {

    /** What a new company has until its admin says otherwise. */
    public static final String DEFAULT_PLAN = "enterprise";

    /** A new company, with everything as it is by default. */
    public static CompanyRow fresh(UUID id, String name, Instant createdAt) {
        return new CompanyRow(
                id,
                name,
                DEFAULT_PLAN,
                true,
                null,
                OfficeMismatch.DEFAULT_OFFICE,
                OfficeChangePolicy.KEEP,
                LicenceShortage.GROW,
                createdAt);
    }
}

package dev.switchboard.userstore;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a user has of licences and numbers beside the number itself.
 *
 * @param licence the kind of licence that the user holds
 * @param licenceWanted the kind that the user waits for
 * @param licenceWantedSince since when; decides who is served first
 * @param licenceDetail a sentence for the admin about the choice of the licence
 * @param numberIncluded whether the number service was told that the user gets a number
 * @param areaCodes the office's area codes as the number service was told
 * @param requestedNumber the number that the client asks for, E.164
 * @param requestedNumberDetail a sentence for the admin where it asks for what is no number
 * @param numberDetail a sentence for the admin about the assignment of the number
 */
public record TelephonyState(
        @Nullable String licence,
        @Nullable String licenceWanted,
        @Nullable Instant licenceWantedSince,
        @Nullable String licenceDetail,
        boolean numberIncluded,
        @Nullable String areaCodes,
        @Nullable String requestedNumber,
        @Nullable String requestedNumberDetail,
        @Nullable String numberDetail) {

    /** Of a user about whom nothing was decided. */
    public static final TelephonyState NONE =
            new TelephonyState(null, null, null, null, true, null, null, null, null);

    public TelephonyState {
        if (licenceWantedSince != null) {
            licenceWantedSince = licenceWantedSince.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /** How the licence stands, as clients see it. */
    public String licenseStatus() {
        if (licenceWanted != null) {
            return "waiting";
        }
        return licence == null ? "none" : "active";
    }

    /** With another sentence about the number. */
    public TelephonyState withNumberDetail(@Nullable String detail) {
        return new TelephonyState(
                licence,
                licenceWanted,
                licenceWantedSince,
                licenceDetail,
                numberIncluded,
                areaCodes,
                requestedNumber,
                requestedNumberDetail,
                detail);
    }
}

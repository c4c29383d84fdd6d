package dev.switchboard.numbers.assignment;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * A number that may be given.
 *
 * @param ownerCompanyId the only company whose users may have it, or null for every company's
 * @param lastReleasedAt when its last holder lost it, or null where it had none
 * @param status {@link NumberStatus#AVAILABLE} or {@link NumberStatus#ON_HOLD}
 */
record FreeNumber(
        String e164,
        String areaCode,
        @Nullable UUID ownerCompanyId,
        @Nullable Instant lastReleasedAt,
        NumberStatus status) {

    /** Never used first, then longest ago, then by number. */
    static final Comparator<FreeNumber> LONGEST_UNUSED_FIRST =
            Comparator.comparing(
                            FreeNumber::lastReleasedAt, Comparator.nullsFirst(Instant::compareTo))
                    .thenComparing(FreeNumber::e164);
}

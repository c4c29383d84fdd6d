package dev.switchboard.numbers.inventory;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.switchboard.numbers.assignment.NumberStatus;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * A number as an admin sees it.
 *
 * @param ownerCompanyId the company that owns it; absent for the shared pool
 * @param userId who holds it; with their {@code companyId}
 * @param restsUntil the end of its hold or aging
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NumberView(
        String number,
        String areaCode,
        NumberStatus status,
        @Nullable UUID ownerCompanyId,
        @Nullable UUID userId,
        @Nullable UUID companyId,
        @Nullable Instant restsUntil,
        @Nullable Instant lastReleasedAt,
        Instant importedAt) {}

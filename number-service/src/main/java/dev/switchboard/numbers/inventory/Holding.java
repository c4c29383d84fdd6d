package dev.switchboard.numbers.inventory;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * A user's time with a number.
 *
 * @param until the end, with {@code endedBecause}; absent while it lasts
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Holding(
        UUID userId,
        UUID companyId,
        Instant from,
        @Nullable Instant until,
        String givenBecause,
        @Nullable String endedBecause) {}

package dev.switchboard.numbers.inventory;

import dev.switchboard.numbers.assignment.NumberStatus;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * Which numbers to list; null matches all.
 *
 * @param after the last number of the page before
 */
public record NumberQuery(
        @Nullable String areaCode,
        @Nullable NumberStatus status,
        @Nullable UUID userId,
        @Nullable String after,
        int limit) {}

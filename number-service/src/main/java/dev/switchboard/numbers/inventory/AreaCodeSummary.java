package dev.switchboard.numbers.inventory;

import dev.switchboard.numbers.assignment.NumberStatus;

import java.util.Map;

/**
 * An area code's numbers by status, and how many users wait for one in it.
 *
 * @param areaCode three digits; empty for users who wait without an office
 */
public record AreaCodeSummary(String areaCode, Map<NumberStatus, Long> numbers, long waiting) {}

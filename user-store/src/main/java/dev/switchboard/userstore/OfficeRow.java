package dev.switchboard.userstore;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * An office of a company.
 *
 * @param name unique in the company
 * @param country ISO 3166-1 alpha-2, upper case
 * @param areaCode three digits
 * @param isDefault whether users without another choice belong to it; one of a company's at most
 */
public record OfficeRow(
        UUID id,
        UUID companyId,
        String name,
        @Nullable String country,
        String areaCode,
        boolean isDefault) {}

package dev.switchboard.userstore;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/**
 * An office of a company.
 *
 * @param name unique in the company
 * @param country ISO 3166-1 alpha-2, upper case
 * @param areaCode three digits
 * @param fallbackAreaCodes where to look for numbers, in this order, when {@code areaCode} has none
 * @param timeZone IANA name
 * @param isDefault whether users without another choice belong to it; one of a company's at most
 * @param formerNames what it was called; users who name it so still belong to it
 */
public record OfficeRow(
        UUID id,
        UUID companyId,
        String name,
        @Nullable String country,
        String areaCode,
        List<String> fallbackAreaCodes,
        @Nullable String timeZone,
        boolean isDefault,
        List<String> formerNames) {

    public OfficeRow {
        fallbackAreaCodes = List.copyOf(fallbackAreaCodes);
        formerNames = List.copyOf(formerNames);
    }

    /** An office without fall-back area codes, time zone and former names. */
    public OfficeRow(
            UUID id,
            UUID companyId,
            String name,
            @Nullable String country,
            String areaCode,
            boolean isDefault) {
        this(id, companyId, name, country, areaCode, List.of(), null, isDefault, List.of());
    }

    /** All its area codes, in the order in which numbers are looked for: {@code 212,646}. */
    public String areaCodes() {
        return fallbackAreaCodes.isEmpty()
                ? areaCode
                : areaCode + "," + String.join(",", fallbackAreaCodes);
    }
}

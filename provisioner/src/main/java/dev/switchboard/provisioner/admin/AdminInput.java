package dev.switchboard.provisioner.admin;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks what admins send; each error names the field, the value and what is wanted. */
final class AdminInput {

    private static final int LONGEST_NAME = 200;
    private static final int MOST_AREA_CODES = 20;
    // Of the North American plan, and of a place: N11 and other codes that end in a pair (800, 900)
    // are services,
    // N9X, 37X and 96X are set aside.
    private static final Pattern AREA_CODE = Pattern.compile("(?!.9|.(.)\\1|37|96)[2-9][0-9]{2}");
    private static final Set<String> COUNTRIES =
            Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    /** RFC 3339 has four digits for the year. */
    private static final Instant END_OF_TIME = Instant.parse("+10000-01-01T00:00:00Z");

    private AdminInput() {}

    static String name(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw invalid("'%s' is required.".formatted(field));
        }
        String name = value.strip();
        if (name.length() > LONGEST_NAME) {
            throw invalid(
                    "'%s' has %d characters; %d are allowed."
                            .formatted(field, name.length(), LONGEST_NAME));
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw invalid("'%s' has a control character in it.".formatted(field));
        }
        return name;
    }

    static String areaCode(String field, @Nullable String value) {
        String areaCode = name(field, value);
        if (!AREA_CODE.matcher(areaCode).matches()) {
            throw invalid(
                    "'%s' is '%s', which is no area code of a place: it has three digits, the first 2 to 9, the second not 9, the last two not the same (as 911 and 800), and is not 37X or 96X."
                            .formatted(field, areaCode));
        }
        return areaCode;
    }

    /** In the order given; the main one must not be among them, nor one twice. */
    static List<String> fallbacks(String mainAreaCode, @Nullable List<@Nullable String> values) {
        if (values == null) {
            return List.of();
        }
        if (values.size() > MOST_AREA_CODES) {
            throw invalid(
                    "'fallbackAreaCodes' has %d area codes; %d are allowed."
                            .formatted(values.size(), MOST_AREA_CODES));
        }
        List<String> codes = values.stream().map(v -> areaCode("fallbackAreaCodes", v)).toList();
        if (new HashSet<>(codes).size() < codes.size() || codes.contains(mainAreaCode)) {
            throw invalid(
                    "'fallbackAreaCodes' is %s: each area code once, and not the main one, '%s'."
                            .formatted(codes, mainAreaCode));
        }
        return codes;
    }

    static @Nullable String country(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String country = value.strip().toUpperCase(Locale.ROOT);
        if (!COUNTRIES.contains(country)) {
            throw invalid(
                    "'country' is '%s'; it must be two letters (ISO 3166-1 alpha-2)."
                            .formatted(value));
        }
        return country;
    }

    static @Nullable String timeZone(@Nullable String value) {
        if (value != null && !ZONES.contains(value)) {
            throw invalid(
                    "'timeZone' is '%s'; it must be an IANA name such as 'America/New_York'."
                            .formatted(value));
        }
        return value;
    }

    /** A time that the database can compare with, also after some seconds are added. */
    static @Nullable Instant time(String field, @Nullable Instant value) {
        if (value != null && (value.isBefore(Instant.EPOCH) || !value.isBefore(END_OF_TIME))) {
            throw invalid(
                    "'%s' is '%s'; it must be from %s to the end of the year 9999."
                            .formatted(field, value, Instant.EPOCH));
        }
        return value;
    }

    static <E extends Enum<E>> E oneOf(Class<E> type, String field, String value) {
        String wanted = value.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(wanted))
                .findFirst()
                .orElseThrow(
                        () ->
                                invalid(
                                        "'%s' is '%s'; it must be one of %s."
                                                .formatted(
                                                        field,
                                                        value,
                                                        Arrays.stream(type.getEnumConstants())
                                                                .map(Enum::name)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    static ResponseStatusException invalid(String detail) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, detail);
    }

    static ResponseStatusException conflict(String detail) {
        return new ResponseStatusException(HttpStatus.CONFLICT, detail);
    }

    static ResponseStatusException noCompany(UUID companyId) {
        return notFound("There is no company '%s'.".formatted(companyId));
    }

    static ResponseStatusException notFound(String detail) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, detail);
    }
}

package dev.switchboard.messages;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/**
 * The office that a user belongs to, as far as numbers are concerned.
 *
 * @param id the office's id
 * @param name the office's name, unique in its company
 * @param areaCode the three digits of the NANP area code in which the office's users get numbers
 * @param fallbackAreaCodes where to look, in this order, when {@code areaCode} has none left;
 *     absent on the wire when empty
 */
public record Office(
        UUID id,
        String name,
        String areaCode,
        @JsonInclude(Include.NON_EMPTY) List<String> fallbackAreaCodes) {

    /** Refuses what is not an area code; no list of fall-backs means none. */
    @JsonCreator
    public Office(UUID id, String name, String areaCode, @Nullable List<String> fallbackAreaCodes) {
        this.id = requireNonNull(id, "id");
        this.name = requireNonNull(name, "name");
        this.areaCode = checked(areaCode);
        this.fallbackAreaCodes =
                fallbackAreaCodes == null
                        ? List.of()
                        : fallbackAreaCodes.stream().map(Office::checked).toList();
    }

    /** An office without fall-back area codes. */
    public Office(UUID id, String name, String areaCode) {
        this(id, name, areaCode, null);
    }

    private static String checked(String areaCode) {
        if (!areaCode.matches("[2-9][0-9]{2}")) {
            throw new IllegalArgumentException("'" + areaCode + "' is not an area code");
        }
        return areaCode;
    }
}

package dev.switchboard.messages;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * The office that a user belongs to, as far as numbers are concerned.
 *
 * @param id the office's id
 * @param name the office's name, unique in its company
 * @param areaCode the three digits of the NANP area code in which the office's users get numbers
 */
public record Office(UUID id, String name, String areaCode) {
    public Office {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        if (!areaCode.matches("[2-9][0-9]{2}")) {
            throw new IllegalArgumentException("'" + areaCode + "' is not an area code");
        }
    }
}

package dev.switchboard.messages;

import java.util.UUID;

/**
 * The office that a user belongs to, as far as numbers are concerned.
 *
 * @param id the office's id
 * @param name the office's name, unique in its company
 * @param areaCode the three digits of the NANP area code in which the office's users get numbers
 */
public record Office(UUID id, String name, String areaCode) {}

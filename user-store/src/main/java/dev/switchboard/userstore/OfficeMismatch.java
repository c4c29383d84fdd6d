package dev.switchboard.userstore;

/** What a company wants for a user whose attributes fit none of its offices. */
public enum OfficeMismatch {
    /** The user belongs to the company's default office. */
    DEFAULT_OFFICE,
    /** The user belongs to the first office, by name, in the company's own country. */
    FIRST_IN_COUNTRY,
    /** The user is refused. */
    REJECT
}

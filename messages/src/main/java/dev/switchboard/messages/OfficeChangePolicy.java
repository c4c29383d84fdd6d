package dev.switchboard.messages;

/** What becomes of a user's number when the user's office changes, as their company wants it. */
public enum OfficeChangePolicy {
    /** The number stays, whatever area code the new office has. */
    KEEP,
    /** The user gets a number of the new office's area code. */
    RENUMBER
}

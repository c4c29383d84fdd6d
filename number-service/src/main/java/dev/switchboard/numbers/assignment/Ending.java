package dev.switchboard.numbers.assignment;

/** Why a user loses a number, and with it whether the number goes on hold first. */
enum Ending {
    /** On hold for the case that the user is created again. */
    USER_DELETED("user deleted", true),
    /** Okta asked for another; on hold, for nobody. */
    ANOTHER_REQUESTED("another number was requested", true),
    /** The office's policy; on hold, for nobody. */
    RENUMBERED("office changed", true),
    /** An admin took it; it had its time with the user, so it goes on at once. */
    BY_HAND("released by hand", false),
    /** An admin gave the user another. */
    SWAPPED("swapped by hand", false),
    /** The time for which it was kept is over; so it goes on at once. */
    RESERVATION_ENDED("reservation ended", false);

    private final String text;
    private final boolean hold;

    Ending(String text, boolean hold) {
        this.text = text;
        this.hold = hold;
    }

    /** For the history. */
    String text() {
        return text;
    }

    boolean hold() {
        return hold;
    }
}

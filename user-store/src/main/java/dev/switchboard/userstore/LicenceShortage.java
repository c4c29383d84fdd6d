package dev.switchboard.userstore;

/** What a company wants when a user needs a licence and none is left. */
public enum LicenceShortage {
    /** One more is added to the stock, and billed. */
    GROW,
    /**
     * The user works without one and gets the first that becomes free; first come, first served.
     */
    WAIT,
    /** The request is refused. */
    REFUSE
}

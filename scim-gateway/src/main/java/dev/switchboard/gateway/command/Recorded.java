package dev.switchboard.gateway.command;

/** What is known of a command that was published: only a recorded one will be applied. */
public enum Recorded {
    /** The broker confirmed it: the command will be applied, once. */
    YES,
    /** It never reached the broker, or the broker refused it. */
    NO,
    /** It was sent and not confirmed: it may or may not be applied. */
    UNKNOWN
}

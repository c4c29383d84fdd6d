package dev.switchboard.messages;

/** A record that is not a message of this contract; its text says where it stands and why. */
public final class UnreadableMessageException extends Exception {

    UnreadableMessageException(String message) {
        super(message);
    }

    UnreadableMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}

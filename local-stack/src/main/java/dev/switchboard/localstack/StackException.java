package dev.switchboard.localstack;

/** Something that keeps the stack from doing what was asked, in one sentence for its user. */
public final class StackException extends RuntimeException {

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}

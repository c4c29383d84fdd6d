package dev.switchboard.localstack;

/** Why the stack cannot do what was asked, in one sentence for the person at the terminal. */
public final class StackException extends RuntimeException {

    /**
     * A fault that has no other cause to show.
     *
     * @param message what went wrong, with which value, and what to do
     */
    public StackException(String message) {
        super(message);
    }

    /**
     * A fault with its cause.
     *
     * @param message what went wrong, with which value, and what to do
     */
    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}

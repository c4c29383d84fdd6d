package dev.switchboard.userstore;

/**
 * What was to be in memory in one transaction is too large for that. In smaller parts it is not:
 * one thing alone never is. The transaction is to be undone.
 */
public final class TooMuchAtOnceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooMuchAtOnceException(String what, int characters) {
        super(
                "the %s have more than %d characters together, so they go in smaller parts"
                        .formatted(what, characters));
    }
}

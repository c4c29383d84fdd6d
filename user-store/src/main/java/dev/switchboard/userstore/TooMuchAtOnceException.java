package dev.switchboard.userstore;

/**
 * Users were asked for together that are too large to be in memory together. Asked for in smaller
 * parts they are not: one user alone is never too large. The transaction is to be undone.
 */
public final class TooMuchAtOnceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooMuchAtOnceException(int users, int characters) {
        super(
                "%d users have more than %d characters together, so they are not read at once; ask for fewer."
                        .formatted(users, characters));
    }
}

package dev.switchboard.scim;

/**
 * A request that cannot be answered as asked. The detail is written for the admin who reads it in
 * Okta's task list: what was wrong, with which value, and what to do.
 */
public final class ScimException extends RuntimeException {

    private final ScimError error;

    public ScimException(ScimError error, String detail) {
        super(detail);
        this.error = error;
    }

    /** Status and keyword. */
    public ScimError error() {
        return error;
    }

    /** The sentence for {@code detail}. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}

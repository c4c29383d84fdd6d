package dev.switchboard.localstack.demo;

/** The stack answered something else than Okta needs; the message says what. */
public final class ExpectationFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    ExpectationFailedException(String message) {
        super(message);
    }
}

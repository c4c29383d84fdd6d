package dev.switchboard.userstore;

import java.time.Duration;

/** Says that a look-up had no turn: those of the same company before it did not end in time. */
public final class TooManyLookUpsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyLookUpsException(Duration patience) {
        super("The company's look-ups before this one did not end within " + patience);
    }
}

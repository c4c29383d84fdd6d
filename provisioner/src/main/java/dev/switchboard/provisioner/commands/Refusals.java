package dev.switchboard.provisioner.commands;

import dev.switchboard.messages.Outcome.Reason;
import dev.switchboard.scim.ScimException;

/** Why a command is refused, from what the SCIM rules say. */
final class Refusals {

    private Refusals() {}

    static Reason reason(ScimException e) {
        return switch (e.error()) {
            case UNIQUENESS -> Reason.UNIQUENESS;
            case MUTABILITY -> Reason.MUTABILITY;
            case INVALID_PATH -> Reason.INVALID_PATH;
            case NO_TARGET -> Reason.NO_TARGET;
            case NOT_FOUND -> Reason.NOT_FOUND;
            case PRECONDITION_FAILED -> Reason.VERSION_MISMATCH;
            case FORBIDDEN -> Reason.FORBIDDEN;
            default -> Reason.INVALID_VALUE;
        };
    }

    static String nameTaken(String userName) {
        return ("userName '%s' is taken by another user of this company (letter case does not matter)."
                        + " Look that user up and link them, or choose another userName.")
                .formatted(userName);
    }
}

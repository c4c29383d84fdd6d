package dev.switchboard.provisioner.commands;

import dev.switchboard.messages.Outcome.Reason;
import dev.switchboard.messages.UserEvent;
import dev.switchboard.userstore.UserRow;

/** What a command does to a user. */
sealed interface Decision {

    /** The user is new, if the name is free. */
    record Insert(UserRow user, UserEvent event) implements Decision {}

    /**
     * The user changes.
     *
     * @param renamed whether the name is compared as another one now, which may be taken
     */
    record Update(UserRow user, boolean renamed, UserEvent event) implements Decision {}

    /** The user is as asked already. */
    record Unchanged(UserRow user) implements Decision {}

    /** The user goes. */
    record Delete(UserEvent event) implements Decision {}

    /** Nothing changes. */
    record Refuse(Reason reason, String detail) implements Decision {}
}

package dev.switchboard.provisioner.commands;

import dev.switchboard.messages.Outcome.Reason;
import dev.switchboard.messages.UserEvent;
import dev.switchboard.userstore.UserRow;

import java.util.function.Supplier;

/** What a command does to a user. */
sealed interface Decision {

    /**
     * The user is new, if the name is free.
     *
     * @param event has all of the user once more, so it is made when it is needed
     */
    record Insert(UserRow user, Supplier<UserEvent> event) implements Decision {}

    /**
     * The user changes.
     *
     * @param renamed whether the name is compared as another one now, which may be taken
     * @param event as of a new user
     */
    record Update(UserRow user, boolean renamed, Supplier<UserEvent> event) implements Decision {}

    /** The user is as asked already. */
    record Unchanged(UserRow user) implements Decision {}

    /** The user goes. */
    record Delete(UserEvent event) implements Decision {}

    /** Nothing changes. */
    record Refuse(Reason reason, String detail) implements Decision {}
}

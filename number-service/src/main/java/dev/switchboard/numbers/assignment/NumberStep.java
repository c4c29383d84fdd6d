package dev.switchboard.numbers.assignment;

import org.jspecify.annotations.Nullable;

/** What has to be done with numbers for one user now. */
sealed interface NumberStep {

    /** All is as it should be. */
    record Nothing() implements NumberStep {}

    /** The user is active and has no number. */
    record Seek() implements NumberStep {}

    /** The user is suspended; the number is kept for them. */
    record Reserve(HeldNumber number) implements NumberStep {}

    /** The user is back; the kept number is theirs again. */
    record Restore(HeldNumber number) implements NumberStep {}

    /** The user is gone; the number is let go. */
    record Release(HeldNumber number) implements NumberStep {}

    /** The user waits, but needs no number any more. */
    record StopWaiting() implements NumberStep {}

    /**
     * The rule. It looks at where things stand, not at what has happened, so that it does not
     * matter which of several events brought them there.
     *
     * @param held the number that the user holds, or null
     */
    static NumberStep of(Subscriber subscriber, @Nullable HeldNumber held) {
        if (held == null) {
            return switch (subscriber.state()) {
                case ACTIVE -> new Seek();
                case SUSPENDED, DELETED ->
                        subscriber.waiting() == null ? new Nothing() : new StopWaiting();
            };
        }
        boolean reserved = held.status() == NumberStatus.RESERVED;
        return switch (subscriber.state()) {
            case ACTIVE -> reserved ? new Restore(held) : new Nothing();
            case SUSPENDED -> reserved ? new Nothing() : new Reserve(held);
            case DELETED -> new Release(held);
        };
    }
}

package dev.switchboard.numbers.assignment;

import dev.switchboard.messages.OfficeChangePolicy;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** What has to be done with numbers for one user now. */
sealed interface NumberStep {

    /** All is as it should be. */
    record Nothing() implements NumberStep {}

    /** The user is to have a number and has none. */
    record Seek() implements NumberStep {}

    /** The user has a number and is to have another, if one is there. */
    record Exchange(HeldNumber number, boolean renumber) implements NumberStep {}

    /** The user keeps their number; that another was refused holds no more. */
    record Keep(HeldNumber number) implements NumberStep {}

    /** The user is suspended or entitled to none; the number is kept for them. */
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
     * @param before the user before the change, for whom office changes are judged
     * @param held the number that the user holds, or null
     */
    static NumberStep of(Subscriber before, Subscriber after, @Nullable HeldNumber held) {
        if (held == null) {
            if (after.entitled()) {
                return new Seek();
            }
            return after.waiting() == null ? new Nothing() : new StopWaiting();
        }
        if (after.state() == UserState.DELETED) {
            return new Release(held);
        }
        boolean reserved = held.status() == NumberStatus.RESERVED;
        if (!after.entitled()) {
            return reserved ? new Nothing() : new Reserve(held);
        }
        boolean renumber = renumbers(before, after, held);
        if (renumber || after.openRequest() != null) {
            return new Exchange(held, renumber);
        }
        if (reserved) {
            return new Restore(held);
        }
        return before.isRefusedNoMore(after) ? new Keep(held) : new Nothing();
    }

    /**
     * A number that Okta asked for stays; so does one that suits the new office. A move that was
     * told while the user was entitled to none counts when they are again.
     */
    private static boolean renumbers(Subscriber before, Subscriber after, HeldNumber held) {
        Profile profile = after.profile();
        boolean moved =
                before.version() > 0 && !Objects.equals(before.numberOffice(), profile.officeId());
        return moved
                && profile.entitlement().onOfficeChange() == OfficeChangePolicy.RENUMBER
                && !profile.areaCodes().isEmpty()
                && !profile.areaCodes().contains(held.areaCode())
                && !held.e164().equals(profile.entitlement().requestedNumber());
    }
}

package dev.switchboard.numbers.assignment;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What is known of a user.
 *
 * @param version the last version seen, 0 before the first
 * @param sequence the sequence of the last number event
 * @param waiting where the user stands in the waiting list, or null
 */
record Subscriber(
        UUID userId,
        UUID companyId,
        @Nullable String externalId,
        @Nullable UUID officeId,
        @Nullable String areaCode,
        UserState state,
        long version,
        long sequence,
        @Nullable Waiting waiting,
        Cause cause) {

    /** Who has waited longest comes first, who is new comes last; UUIDv7 ids grow with time. */
    static final Comparator<Subscriber> FIRST_COME_FIRST_SERVED =
            Comparator.comparing(Subscriber::waitingSince, Comparator.nullsLast(Instant::compareTo))
                    .thenComparing(s -> s.userId().toString());

    /**
     * A place in the waiting list.
     *
     * @param since since when, or null where the user is about to join the end of a list
     * @param told the area code of the last NumberUnavailable, or null where none was published
     */
    record Waiting(@Nullable Instant since, @Nullable String told) {}

    private @Nullable Instant waitingSince() {
        return waiting == null ? null : waiting.since();
    }

    /**
     * This user after some events; versions that were seen before, and whatever follows a deletion,
     * change nothing.
     *
     * @param changes all of this user, in the order in which they arrived
     */
    Subscriber after(List<UserChange> changes) {
        Subscriber result = this;
        for (UserChange change : changes) {
            result = result.after(change);
        }
        return result;
    }

    private Subscriber after(UserChange change) {
        if (change.version() <= version || state == UserState.DELETED) {
            return this;
        }
        boolean deleted = change.state() == UserState.DELETED;
        String newAreaCode = deleted ? areaCode : change.areaCode();
        return new Subscriber(
                userId,
                companyId,
                deleted ? externalId : change.externalId(),
                deleted ? officeId : change.officeId(),
                newAreaCode,
                change.state(),
                change.version(),
                sequence,
                Objects.equals(newAreaCode, areaCode) ? waiting : waitingAnew(change),
                change.cause());
    }

    /** Who moves to another area code joins the end of its list, at the time of the next step. */
    private @Nullable Waiting waitingAnew(UserChange change) {
        return waiting == null || change.state() == UserState.DELETED
                ? waiting
                : new Waiting(null, waiting.told());
    }

    Subscriber withSequence(long newSequence) {
        return new Subscriber(
                userId,
                companyId,
                externalId,
                officeId,
                areaCode,
                state,
                version,
                newSequence,
                waiting,
                cause);
    }

    Subscriber withWaiting(@Nullable Waiting newWaiting) {
        return new Subscriber(
                userId,
                companyId,
                externalId,
                officeId,
                areaCode,
                state,
                version,
                sequence,
                newWaiting,
                cause);
    }
}

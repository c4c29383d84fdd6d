package dev.switchboard.messages;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/**
 * What has happened between a user and a telephone number. Numbers are in E.164 form ({@code
 * +12125550123}), area codes are the three digits of the NANP.
 */
public sealed interface NumberEvent extends Message {

    /** The user's SCIM id, also the record's key. */
    UUID userId();

    /** Counts this user's number events from 1; a reader ignores what is not above the last one. */
    long sequence();

    /**
     * The user has this number from now on.
     *
     * @param requestedAreaCode the area code of the user's office
     * @param assignedAreaCode the area code of the number; differs where the office's was used up
     */
    record NumberAssigned(
            UUID userId,
            long sequence,
            String number,
            String requestedAreaCode,
            String assignedAreaCode)
            implements NumberEvent {
        public NumberAssigned {
            requireNonNull(userId, "userId");
            requireNonNull(number, "number");
            requireNonNull(requestedAreaCode, "requestedAreaCode");
            requireNonNull(assignedAreaCode, "assignedAreaCode");
        }
    }

    /** The user is suspended; the number is kept for them and for nobody else. */
    record NumberReserved(UUID userId, long sequence, String number) implements NumberEvent {
        public NumberReserved {
            requireNonNull(userId, "userId");
            requireNonNull(number, "number");
        }
    }

    /**
     * The user is gone, the number is not theirs any more.
     *
     * @param availableAgainAt when its aging ends and another user may get it
     */
    record NumberReleased(UUID userId, long sequence, String number, Instant availableAgainAt)
            implements NumberEvent {
        public NumberReleased {
            requireNonNull(userId, "userId");
            requireNonNull(number, "number");
            requireNonNull(availableAgainAt, "availableAgainAt");
        }
    }

    /** No number that suits is left; the user waits and is served when one arrives. */
    record NumberUnavailable(UUID userId, long sequence, String requestedAreaCode)
            implements NumberEvent {
        public NumberUnavailable {
            requireNonNull(userId, "userId");
            requireNonNull(requestedAreaCode, "requestedAreaCode");
        }
    }

    /** The user needs no number any more and held none; a waiting user left the waiting list. */
    record NumberNotNeeded(UUID userId, long sequence) implements NumberEvent {
        public NumberNotNeeded {
            requireNonNull(userId, "userId");
        }
    }
}

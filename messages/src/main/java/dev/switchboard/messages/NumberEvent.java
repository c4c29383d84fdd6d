package dev.switchboard.messages;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * What has happened between a user and a telephone number. Numbers are in E.164 form ({@code
 * +12125550123}), area codes are the three digits of the NANP.
 */
public sealed interface NumberEvent extends NumberMessage {

    /** Why a user got just this number. */
    enum AssignmentReason {
        /** Okta asked for it. */
        REQUESTED,
        /** It was kept for the user, or for one who is created again. */
        RETURNED,
        /** The company's own, in the first of the office's area codes that had one. */
        COMPANY_POOL,
        /** The shared pool's, in the first of the office's area codes that had one. */
        SHARED_POOL,
        /** An admin gave it. */
        BY_HAND
    }

    /** Which of the office's area codes served. */
    enum AreaCodeFallback {
        /** The main one, or none was looked for. */
        NONE,
        /** The main one had no number left. */
        FALLBACK_AREA_CODE
    }

    /** The user's SCIM id, also the record's key. */
    UUID userId();

    /** Counts this user's number events from 1; a reader ignores what is not above the last one. */
    long sequence();

    /**
     * The user has this number, from now on or still.
     *
     * @param requestedAreaCode the area code of the user's office
     * @param assignedAreaCode the area code of the number; differs where the office's was used up,
     *     or the number was kept, asked for or given by hand
     * @param reason absent where the user has it still, and in messages from before it was told
     * @param fallback absent in messages from before it was told
     * @param requestRefusal why the number that Okta asked for was not given, else absent
     */
    record NumberAssigned(
            UUID userId,
            long sequence,
            String number,
            String requestedAreaCode,
            String assignedAreaCode,
            @Nullable AssignmentReason reason,
            @Nullable AreaCodeFallback fallback,
            @Nullable String requestRefusal)
            implements NumberEvent {
        public NumberAssigned {
            requireNonNull(userId, "userId");
            requireNonNull(number, "number");
            requireNonNull(requestedAreaCode, "requestedAreaCode");
            requireNonNull(assignedAreaCode, "assignedAreaCode");
        }
    }

    /**
     * The user is suspended, or their licence comes without a number; it is kept for them and for
     * nobody else.
     */
    record NumberReserved(UUID userId, long sequence, String number) implements NumberEvent {
        public NumberReserved {
            requireNonNull(userId, "userId");
            requireNonNull(number, "number");
        }
    }

    /**
     * The number is not the user's any more: they are gone, its time of being kept is over, or an
     * admin has taken it.
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

    /**
     * No number that suits is left; the user waits and is served when one arrives.
     *
     * @param requestedAreaCode the office's, absent where no office suits the user
     * @param requestRefusal why the number that Okta asked for was not given, else absent
     */
    record NumberUnavailable(
            UUID userId,
            long sequence,
            @Nullable String requestedAreaCode,
            @Nullable String requestRefusal)
            implements NumberEvent {
        public NumberUnavailable {
            requireNonNull(userId, "userId");
        }
    }

    /** The user needs no number any more and held none; a waiting user left the waiting list. */
    record NumberNotNeeded(UUID userId, long sequence) implements NumberEvent {
        public NumberNotNeeded {
            requireNonNull(userId, "userId");
        }
    }
}

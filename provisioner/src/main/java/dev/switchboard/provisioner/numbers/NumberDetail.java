package dev.switchboard.provisioner.numbers;

import dev.switchboard.messages.NumberEvent.AreaCodeFallback;
import dev.switchboard.messages.NumberEvent.AssignmentReason;
import dev.switchboard.messages.NumberEvent.NumberAssigned;
import dev.switchboard.messages.NumberEvent.NumberUnavailable;

import org.jspecify.annotations.Nullable;

/** What a user's number event says, in a sentence for the admin who reads the user. */
final class NumberDetail {

    private static final String REFUSED = "The requested number was not given: ";

    private NumberDetail() {}

    /** Where the number comes from; null for events from before that was told. */
    static @Nullable String of(NumberAssigned event) {
        String sentence = sentence(event.reason());
        if (event.fallback() == AreaCodeFallback.FALLBACK_AREA_CODE) {
            sentence =
                    "Area code %s had no number left; this one is of the fall-back area code %s."
                            .formatted(event.requestedAreaCode(), event.assignedAreaCode());
        }
        String refusal = event.requestRefusal();
        if (refusal != null) {
            return sentence == null ? refused(refusal) : refused(refusal) + " " + sentence;
        }
        return sentence;
    }

    /**
     * What is said of a number that the user has already: the event does not tell where it comes
     * from, but whether a request for another is refused, still or no more.
     *
     * @param before what was said until now
     */
    static @Nullable String again(NumberAssigned event, @Nullable String before) {
        String refusal = event.requestRefusal();
        boolean refusedBefore = before != null && before.startsWith(REFUSED);
        if (refusal == null) {
            return refusedBefore ? null : before;
        }
        boolean same = before != null && before.startsWith(refused(refusal));
        return same ? before : refused(refusal);
    }

    /** Why the user waits. */
    static String of(NumberUnavailable event) {
        String areaCode = event.requestedAreaCode();
        String refusal = event.requestRefusal();
        return (refusal == null ? "" : refused(refusal) + " ")
                + (areaCode == null
                        ? "The user has no office that says in which area code to look; map officeName, or give the company a default office."
                        : "No number of area code %s or its fall-back area codes is left; the user gets the next one that becomes available."
                                .formatted(areaCode));
    }

    private static String refused(String refusal) {
        return REFUSED + refusal + (refusal.endsWith(".") ? "" : ".");
    }

    private static @Nullable String sentence(@Nullable AssignmentReason reason) {
        return switch (reason) {
            case null -> null;
            case REQUESTED -> "It is the requested number.";
            case RETURNED -> "It is the number that the user had before.";
            case COMPANY_POOL -> "It is one of the company's own numbers.";
            case SHARED_POOL -> "It is from the shared pool.";
            case BY_HAND -> "An admin gave it.";
        };
    }
}

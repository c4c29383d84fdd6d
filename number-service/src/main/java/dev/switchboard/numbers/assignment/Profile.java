package dev.switchboard.numbers.assignment;

import dev.switchboard.messages.Entitlement;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/**
 * What a user event says of a user, as far as numbers are concerned.
 *
 * @param externalId the client's own id of the user, by which a user who is created again is known
 * @param officeId the user's office, or null where none suits
 * @param areaCodes where the user may get a number: the office's main area code, then its
 *     fall-backs in their order, each once; empty without an office
 */
public record Profile(
        @Nullable String externalId,
        @Nullable UUID officeId,
        List<String> areaCodes,
        UserState state,
        Entitlement entitlement) {

    public Profile {
        areaCodes = areaCodes.stream().distinct().toList();
    }

    /**
     * A user who is gone: of what Okta said of them only the externalId stays, until their number
     * is on hold by it.
     */
    Profile deleted() {
        return new Profile(externalId, officeId, areaCodes, UserState.DELETED, Entitlement.DEFAULT);
    }

    /** The office's main area code, or null without an office. */
    @Nullable String mainAreaCode() {
        return areaCodes.isEmpty() ? null : areaCodes.getFirst();
    }
}

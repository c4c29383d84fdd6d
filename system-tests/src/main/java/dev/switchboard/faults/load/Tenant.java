package dev.switchboard.faults.load;

import java.util.List;
import java.util.UUID;

/**
 * A company with a token and offices.
 *
 * @param offices names; the first one is the default
 * @param shortage what happens when no licence is left
 */
public record Tenant(UUID id, String token, List<String> offices, Shortage shortage) {

    /** The policies for a shortage of licences, by their names in the admin API. */
    public enum Shortage {
        GROW,
        WAIT,
        REFUSE
    }

    /**
     * The status that is true of a request for which the user needs a licence, or 0 where one more
     * is possible: refused, because none was left.
     */
    int unlessNoLicenceIsLeft(int status) {
        return shortage == Shortage.REFUSE ? 0 : status;
    }
}

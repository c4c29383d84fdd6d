package dev.switchboard.messages;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.UUID;

/**
 * What has happened to a company's licences, for billing. One message tells what one batch of
 * changes did to one kind; the key is the company's id, so that a company's messages are in order.
 * Readers know a repeat by {@code ce_id}.
 */
public sealed interface LicenceEvent extends Message {

    /** The company, also the record's key. */
    UUID companyId();

    /** The kind of licence, e.g. {@code talk}. */
    String licenceType();

    /**
     * These users have a licence from now on.
     *
     * @param used how many licences of the kind are taken after it
     * @param total how many the company has
     */
    record LicencesConsumed(
            UUID companyId, String licenceType, List<UUID> userIds, int used, int total)
            implements LicenceEvent {
        public LicencesConsumed {
            requireNonNull(companyId, "companyId");
            requireNonNull(licenceType, "licenceType");
            userIds = List.copyOf(userIds);
        }
    }

    /**
     * These users, suspended, deleted or moved to another kind, have given their licences back.
     *
     * @param used how many licences of the kind are taken after it
     * @param total how many the company has
     */
    record LicencesReleased(
            UUID companyId, String licenceType, List<UUID> userIds, int used, int total)
            implements LicenceEvent {
        public LicencesReleased {
            requireNonNull(companyId, "companyId");
            requireNonNull(licenceType, "licenceType");
            userIds = List.copyOf(userIds);
        }
    }

    /**
     * None was left, and the company's policy is to buy more: this many were added, to be billed.
     *
     * @param by how many were added
     * @param total how many the company has after it
     */
    record LicencesGrown(UUID companyId, String licenceType, int by, int total)
            implements LicenceEvent {
        public LicencesGrown {
            requireNonNull(companyId, "companyId");
            requireNonNull(licenceType, "licenceType");
            if (by < 1) {
                throw new IllegalArgumentException("licences cannot grow by " + by);
            }
        }
    }
}

package dev.switchboard.userstore;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * A group as the store holds it, without its members.
 *
 * @param version counts the changes from 1
 * @param createdAt in microseconds, as the database keeps it; what is finer is cut off
 * @param lastModified likewise
 * @param document what the client wrote, canonical, without {@code members}
 */
public record GroupRow(
        UUID id,
        UUID companyId,
        String displayName,
        @Nullable String externalId,
        long version,
        Instant createdAt,
        Instant lastModified,
        ObjectNode document) {

    public GroupRow {
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        lastModified = lastModified.truncatedTo(ChronoUnit.MICROS);
    }

    /** The same group with other members. */
    public GroupRow changed(long newVersion, Instant at) {
        return new GroupRow(
                id, companyId, displayName, externalId, newVersion, createdAt, at, document);
    }

    /** The same group in another version. */
    public GroupRow withVersion(long other) {
        return new GroupRow(
                id, companyId, displayName, externalId, other, createdAt, lastModified, document);
    }

    /** The same group with another document. */
    GroupRow withDocument(ObjectNode other) {
        return new GroupRow(
                id, companyId, displayName, externalId, version, createdAt, lastModified, other);
    }
}

package dev.switchboard.userstore;

import dev.switchboard.messages.ResourceType;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.Optional;
import java.util.UUID;

/** What a gateway reads; needs no more than SELECT on the schema {@code users}. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable", "UnusedMethod"})
public final class ResourceQueries {

    private final JdbcClient jdbc;

    public ResourceQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The resource with this id, if it is the company's. */
    public Optional<StoredResource> find(UUID companyId, ResourceType type, UUID id) {
        throw new UnsupportedOperationException();
    }

    /**
     * The resources that a search finds, in order of creation.
     *
     * @throws dev.switchboard.scim.ScimException {@code invalidFilter} where a filter cannot be
     *     answered
     */
    public Page search(UUID companyId, ResourceType type, Search search) {
        throw new UnsupportedOperationException();
    }
}

package dev.switchboard.userstore;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.Optional;
import java.util.UUID;

/** The companies whose users are to be told of again, though nothing about them has changed. */
public final class TellingQueue {

    private final CompanyPasses passes;

    public TellingQueue(JdbcClient jdbc) {
        this.passes = new CompanyPasses(jdbc, "users.company_to_tell");
    }

    /**
     * Adds all users of a company. Whose pass nobody has begun is not added again; where one is
     * under way, another follows it, for those it has left behind.
     */
    public void add(UUID companyId) {
        passes.add(companyId);
    }

    /** Takes the next part of a company that no other instance is about to take. */
    public Optional<CompanyPart> takePart(int limit) {
        return passes.takePart(limit);
    }

    /** Through how many companies' users it is still to go. */
    public long backlog() {
        return passes.count();
    }
}

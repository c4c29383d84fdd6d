package dev.switchboard.gateway.http;

import dev.switchboard.gateway.http.FoundPage.Found;
import dev.switchboard.gateway.limits.CompanyLimits;
import dev.switchboard.gateway.limits.CompanyLimits.Admission;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.userstore.GroupMembers;
import dev.switchboard.userstore.Page;
import dev.switchboard.userstore.ResourceQueries;
import dev.switchboard.userstore.Search;
import dev.switchboard.userstore.StoredResource;
import dev.switchboard.userstore.TooManyLookUpsException;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Reads from the user store, with no more connections for one company than it may have at once.
 * Look-ups of single users share two of their own and so wait for no turn among the other reads.
 */
@Component
final class StoreReads {

    private final ResourceQueries queries;
    private final GroupMembers groupMembers;
    private final CompanyLimits limits;

    StoreReads(ResourceQueries queries, GroupMembers groupMembers, CompanyLimits limits) {
        this.queries = queries;
        this.groupMembers = groupMembers;
        this.limits = limits;
    }

    /**
     * The resource with this id, if it is the company's.
     *
     * @throws TooMuchException where the company's turn does not come in time
     */
    Optional<StoredResource> find(UUID companyId, ResourceType type, UUID id, boolean withGroups) {
        Supplier<Optional<StoredResource>> read =
                () -> queries.find(companyId, type, id, withGroups);
        return ResourceQueries.isShared(type)
                ? shared(read)
                : inTurn(limits.beginRead(companyId), read);
    }

    /**
     * The resources that a search finds.
     *
     * @throws TooMuchException where the company's turn does not come in time
     * @throws dev.switchboard.scim.ScimException as {@link ResourceQueries#search} does
     */
    Page search(UUID companyId, ResourceType type, Search search) {
        Supplier<Page> read = () -> queries.search(companyId, type, search);
        return ResourceQueries.isShared(type, search)
                ? shared(read)
                : inTurn(limits.beginRead(companyId), read);
    }

    /**
     * The resources of a page, of which those that are not read yet are read slice by slice, each
     * in a turn of the company's like those of {@link #members}.
     *
     * @param page the company's
     */
    ResourceSlices resources(UUID companyId, List<Found> page) {
        return new ResourceSlices(
                page,
                (plan, left) ->
                        inTurn(
                                limits.goOnReading(companyId),
                                () ->
                                        queries.readOn(
                                                companyId, plan.type(), left, plan.readsGroups())));
    }

    /**
     * The members of these groups, to be read slice by slice. Each slice takes a turn of the
     * company's, which it waits for longer than others do: what is sent already cannot be taken
     * back.
     *
     * @param groups the company's, in the order in which they are written
     */
    MemberSlices members(UUID companyId, List<UUID> groups) {
        return new MemberSlices(
                groups,
                (some, after) ->
                        inTurn(
                                limits.goOnReading(companyId),
                                () -> groupMembers.slice(some, after)));
    }

    private <T> T shared(Supplier<T> read) {
        try {
            return read.get();
        } catch (TooManyLookUpsException e) {
            throw new TooMuchException(limits.tooManyReads());
        }
    }

    private static <T> T inTurn(Admission admission, Supplier<T> read) {
        return switch (admission) {
            case Admission.Admitted admitted -> {
                try (admitted) {
                    yield read.get();
                }
            }
            case Admission.TooMuch tooMuch -> throw new TooMuchException(tooMuch);
        };
    }
}

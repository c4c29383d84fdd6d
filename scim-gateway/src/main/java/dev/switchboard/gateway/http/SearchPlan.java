package dev.switchboard.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.resource.Projection;
import dev.switchboard.scim.schema.AttributePath;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.userstore.Search;
import dev.switchboard.userstore.Sort;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One type's part of a search: the resources of the first type come first, then those of the next,
 * as if they stood in one list.
 */
record SearchPlan(
        ResourceType type, @Nullable Filter filter, @Nullable Sort sort, Projection projection) {

    private static final int DIGEST_BYTES = 16;

    /**
     * Checks a request against the schemas.
     *
     * @throws dev.switchboard.scim.ScimException {@code invalidFilter}, or {@code invalidValue} for
     *     what cannot be sorted by and for both projections at once
     */
    static List<SearchPlan> of(List<ResourceType> types, SearchRequest search) {
        List<ResourceDefinition> definitions =
                types.stream().map(ResourceTypes::definitionOf).toList();
        List<SearchPlan> plans = new ArrayList<>();
        for (ResourceType type : types) {
            ResourceDefinition definition = ResourceTypes.definitionOf(type);
            String filter = search.filter();
            plans.add(
                    new SearchPlan(
                            type,
                            filter == null ? null : Filter.parse(filter, definition, definitions),
                            sort(search, definition, definitions),
                            Projection.of(
                                    search.attributes(), search.excludedAttributes(), definition)));
        }
        return plans;
    }

    /** Where only other types have the attribute, none of this one has a value to sort by. */
    private static @Nullable Sort sort(
            SearchRequest search, ResourceDefinition definition, List<ResourceDefinition> all) {
        String by = search.sortBy();
        if (by == null) {
            return null;
        }
        boolean othersOnly =
                definition.find(by.strip()) == null
                        && all.stream().anyMatch(other -> other.find(by.strip()) != null);
        return othersOnly
                ? null
                : new Sort(AttributePath.parseSortBy(by, definition), search.descending());
    }

    /** The first resources that fit; groups without their members. */
    Search first(int count) {
        return Search.first(count, filter, sort).withGroups(readsGroups());
    }

    /** Whether the resources are users that are to be shown with their groups. */
    boolean readsGroups() {
        return ResourceTypes.readsGroups(type, projection);
    }

    /** Whether the resources are groups that are to be shown with their members. */
    boolean readsMembers() {
        return ResourceTypes.readsMembers(type, projection);
    }

    /** What distinguishes a search from others with the same pages: endpoint, filter and order. */
    static String digest(List<SearchPlan> plans, SearchRequest search) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) (search.descending() ? 1 : 0));
            for (SearchPlan plan : plans) {
                Sort sort = plan.sort;
                digest.update(plan.type.scimName().getBytes(UTF_8));
                digest.update((byte) 0);
                digest.update((sort == null ? "" : sort.by().toString()).getBytes(UTF_8));
                digest.update((byte) 0);
            }
            String filter = search.filter();
            digest.update((filter == null ? "" : filter).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

package dev.switchboard.userstore;

import dev.switchboard.scim.filter.Filter;

import org.jspecify.annotations.Nullable;

/**
 * A list request (RFC 7644, section 3.4.2; RFC 9865).
 *
 * @param filter which resources, or null for all
 * @param sort in which order, or null for that of creation
 * @param after behind which place the page begins, or null for the list's beginning; a place found
 *     with the same filter and sort
 * @param skip how many resources behind that place are left out, at least 0; each of them costs
 *     reading an index entry, with a filter or sort that has no index far more
 * @param count how many resources at most, 0 for the total only
 * @param knownTotal what the total is taken to be, or null to count what fits the filter
 * @param withGroups whether users are to have their groups
 */
public record Search(
        @Nullable Filter filter,
        @Nullable Sort sort,
        @Nullable Position after,
        long skip,
        int count,
        @Nullable Long knownTotal,
        boolean withGroups) {

    /** The first resources of the list, users with their groups. */
    public static Search first(int count, @Nullable Filter filter, @Nullable Sort sort) {
        return new Search(filter, sort, null, 0, count, null, true);
    }

    /** The same from a place on. */
    public Search from(@Nullable Position place, long skipped) {
        return new Search(filter, sort, place, skipped, count, knownTotal, withGroups);
    }

    /** The same with a total that is not counted again. */
    public Search withTotal(@Nullable Long total) {
        return new Search(filter, sort, after, skip, count, total, withGroups);
    }

    /** The same with or without the groups of users. */
    public Search withGroups(boolean wanted) {
        return new Search(filter, sort, after, skip, count, knownTotal, wanted);
    }
}

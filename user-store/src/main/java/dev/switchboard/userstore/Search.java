package dev.switchboard.userstore;

import dev.switchboard.scim.filter.Filter;

import org.jspecify.annotations.Nullable;

/**
 * A list request (RFC 7644, section 3.4.2).
 *
 * @param filter which resources, or null for all
 * @param startIndex 1-based index of the first, at least 1
 * @param count how many at most, 0 for the total only
 * @param withMembers whether groups are to have their members, of which there may be tens of
 *     thousands
 */
public record Search(@Nullable Filter filter, int startIndex, int count, boolean withMembers) {

    /** A search for resources with all that they have. */
    public Search(@Nullable Filter filter, int startIndex, int count) {
        this(filter, startIndex, count, true);
    }
}

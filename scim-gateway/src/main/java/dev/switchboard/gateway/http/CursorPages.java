package dev.switchboard.gateway.http;

import dev.switchboard.gateway.GatewayProperties;
import dev.switchboard.gateway.http.FoundPage.Found;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.userstore.Listed;
import dev.switchboard.userstore.Page;
import dev.switchboard.userstore.Position;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Pages by cursor (RFC 9865). A cursor names the last resource of its page by what it is sorted by,
 * and the next page begins behind that: so a walk sees everybody who stays exactly once, whoever
 * comes and goes, and no page costs more than the first.
 */
@Component
final class CursorPages {

    private final StoreReads reads;
    private final CursorSeal seal;
    private final int defaultCount;
    private final int maxCount;

    CursorPages(StoreReads reads, CursorSeal seal, GatewayProperties properties) {
        this.reads = reads;
        this.seal = seal;
        this.defaultCount = properties.defaultCount();
        this.maxCount = properties.maxCount();
    }

    FoundPage page(
            List<SearchPlan> plans, SearchRequest search, String cursor, ScimRequest request) {
        UUID companyId = request.caller().companyId();
        int count = count(search.count());
        String query = SearchPlan.digest(plans, search);
        Cursor from = cursor.isEmpty() ? null : seal.open(companyId, cursor);
        if (from != null) {
            check(from, count, query);
        }
        Walk walk = new Walk(plans, count, from);
        walk.collect(companyId);
        Cursor next = walk.next(query);
        return new FoundPage(
                ListResponse.head(
                        walk.total,
                        next == null ? null : seal.seal(companyId, next),
                        walk.resources.size()),
                walk.resources);
    }

    private int count(@Nullable Integer asked) {
        if (asked != null && asked > maxCount) {
            throw new ScimException(
                    ScimError.INVALID_COUNT,
                    "'count' is %d; pages by cursor have at most %d resources."
                            .formatted(asked, maxCount));
        }
        return asked == null ? defaultCount : asked;
    }

    private static void check(Cursor from, int count, String query) {
        if (!from.query().equals(query)) {
            throw new ScimException(
                    ScimError.INVALID_CURSOR,
                    "The cursor belongs to a search with another endpoint, 'filter', 'sortBy' or 'sortOrder'. Repeat them unchanged, or start anew with an empty cursor.");
        }
        if (from.count() != count) {
            throw new ScimException(
                    ScimError.INVALID_COUNT,
                    "'count' is %d, but the cursor belongs to pages of %d. Repeat it unchanged, or start anew with an empty cursor."
                            .formatted(count, from.count()));
        }
    }

    /** One page in the making. */
    private final class Walk {

        private final List<SearchPlan> plans;
        private final int count;
        private final @Nullable Cursor from;
        private final List<Found> resources = new ArrayList<>();
        private long total;
        private int plan;
        private @Nullable Position last;
        private boolean more;

        Walk(List<SearchPlan> plans, int count, @Nullable Cursor from) {
            this.plans = plans;
            this.count = count;
            this.from = from;
            this.plan = from == null ? 0 : from.plan();
            this.last = from == null ? null : from.last();
            this.total = from == null ? 0 : from.total();
        }

        void collect(UUID companyId) {
            boolean started = from != null;
            // What everybody is counts itself, see users.resource_count; a filter is counted once.
            boolean known = started && (plans.size() > 1 || plans.getFirst().filter() != null);
            if (started && !known) {
                total = 0;
            }
            for (int i = plan; i < plans.size(); i++) {
                SearchPlan each = plans.get(i);
                int left = count - resources.size();
                // One more than fits tells whether there is a next page.
                int limit = count == 0 || more ? 0 : left + 1;
                Page page =
                        reads.search(
                                companyId,
                                each.type(),
                                each.first(limit)
                                        .from(more ? null : last, 0)
                                        .withTotal(known ? Long.valueOf(total) : null));
                if (!known) {
                    total += page.totalResults();
                }
                if (!more) {
                    take(i, each, page, left);
                }
                if (more && known) {
                    return;
                }
            }
        }

        private void take(int index, SearchPlan each, Page page, int left) {
            plan = index;
            List<Listed> found = page.resources();
            more = found.size() > left;
            for (Listed listed : more ? found.subList(0, left) : found) {
                resources.add(new Found(each, listed));
                last = listed.position();
            }
            if (!more) {
                // The next type begins at its beginning.
                last = null;
            }
        }

        @Nullable Cursor next(String query) {
            return more ? new Cursor(query, count, total, plan, last) : null;
        }
    }
}

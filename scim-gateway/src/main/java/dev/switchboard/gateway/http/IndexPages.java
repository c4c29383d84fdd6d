package dev.switchboard.gateway.http;

import dev.switchboard.gateway.GatewayProperties;
import dev.switchboard.gateway.http.FoundPage.Found;
import dev.switchboard.userstore.Listed;
import dev.switchboard.userstore.Page;
import dev.switchboard.userstore.ResourceQueries;
import dev.switchboard.userstore.Search;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Pages by {@code startIndex} and {@code count} (RFC 7644, section 3.4.2.4). A walk page by page,
 * as Okta's import is one, goes on where the page before ended, whatever came or went before it.
 */
@Component
final class IndexPages {

    private final StoreReads reads;
    private final Bookmarks bookmarks;
    private final int defaultCount;
    private final int maxCount;

    IndexPages(StoreReads reads, GatewayProperties properties, Clock clock) {
        this.reads = reads;
        this.bookmarks = new Bookmarks(clock);
        this.defaultCount = properties.defaultCount();
        this.maxCount = properties.maxCount();
    }

    FoundPage page(List<SearchPlan> plans, SearchRequest search, ScimRequest request) {
        Integer asked = search.count();
        int count = asked == null ? defaultCount : Math.min(asked, maxCount);
        List<Found> resources = new ArrayList<>();
        long total = 0;
        for (SearchPlan plan : plans) {
            // Where this type's resources begin in the one list of all.
            long before = Math.max(1, search.startIndex() - total) - 1;
            Walk walk = new Walk(plans, plan, search, request.caller().companyId());
            Page page = page(walk, before, count - resources.size());
            total += page.totalResults();
            for (Listed listed : page.resources()) {
                resources.add(new Found(plan, listed));
            }
        }
        return new FoundPage(
                ListResponse.head(total, search.startIndex(), resources.size()), resources);
    }

    private Page page(Walk walk, long before, int count) {
        Bookmarks.@Nullable Mark mark =
                before == 0 || count == 0 ? null : bookmarks.nearest(walk.key(), before);
        // Who was deleted before a bookmark is in its rank and not in the total, so that does not
        // tell whether more come behind: one resource more than fits does.
        Search first = walk.plan.first(mark == null ? count : count + 1);
        Search search =
                mark == null
                        ? first.from(null, before)
                        : first.from(mark.place(), before - mark.rank());
        Bookmarks.@Nullable Total total = mark == null ? null : mark.total();
        Page page = total == null ? null : between(walk, search, before + count, total);
        if (page == null) {
            page = reads.search(walk.companyId, walk.plan.type(), search);
            total = walk.counts() ? bookmarks.total(page.totalResults()) : null;
        }
        boolean more = page.resources().size() > count;
        List<Listed> found = more ? page.resources().subList(0, count) : page.resources();
        long end = before + found.size();
        long told = more ? Math.max(page.totalResults(), end + 1) : page.totalResults();
        if (!found.isEmpty() && end < told) {
            bookmarks.put(walk.key(), end, found.getLast().position(), total);
        }
        return new Page(told, found);
    }

    /**
     * A page up to {@code end} that is neither the walk's first nor its last needs no count of its
     * own: that there are more is true, and how many was true a moment ago. Null for any other, so
     * that nobody stops because of an old total, and the end is told from what is there now.
     */
    private @Nullable Page between(Walk walk, Search search, long end, Bookmarks.Total total) {
        if (end >= total.resources() || !bookmarks.isFresh(total)) {
            return null;
        }
        Page page =
                reads.search(walk.companyId, walk.plan.type(), search.withTotal(total.resources()));
        return page.resources().size() < search.count() ? null : page;
    }

    /** A search of a company, of which each page is asked for by itself. */
    private static final class Walk {

        private final List<SearchPlan> plans;
        private final SearchPlan plan;
        private final SearchRequest search;
        private final UUID companyId;
        private Bookmarks.@Nullable Key key;

        Walk(List<SearchPlan> plans, SearchPlan plan, SearchRequest search, UUID companyId) {
            this.plans = plans;
            this.plan = plan;
            this.search = search;
            this.companyId = companyId;
        }

        /** Whether its total is counted, which takes as long as there are many that fit. */
        boolean counts() {
            return !ResourceQueries.knowsTotal(plan.type(), plan.filter());
        }

        /** Made when it is needed: most searches have one page. */
        Bookmarks.Key key() {
            if (key == null) {
                String digest = SearchPlan.digest(plans, search);
                key = new Bookmarks.Key(companyId, plan.type(), digest);
            }
            return key;
        }
    }
}

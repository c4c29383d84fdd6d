package dev.switchboard.gateway.http;

import dev.switchboard.gateway.http.FoundPage.Found;
import dev.switchboard.userstore.Listed;
import dev.switchboard.userstore.ResourceQueries;
import dev.switchboard.userstore.StoredResource;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The resources of one page, in order. Where they are large, the page was found with only the first
 * of them; the others are read while it is written, no more at a time than there is room for, and
 * no connection to the store is kept while they are sent. So one that was changed meanwhile is
 * shown as it is then, and one that was deleted meanwhile is not shown. Those that are written are
 * forgotten.
 */
final class ResourceSlices {

    /** Where the others come from. */
    @FunctionalInterface
    interface Source {
        /** As {@link ResourceQueries#readOn}. */
        List<Listed> readOn(SearchPlan plan, List<Listed> left);
    }

    private final Deque<Found> left;
    private final Source source;

    ResourceSlices(Collection<Found> page, Source source) {
        this.left = new ArrayDeque<>(page);
        this.source = source;
    }

    /** Whether all are read, so that none of them can disappear. */
    boolean areRead() {
        return left.stream().allMatch(found -> found.listed().isRead());
    }

    /** Hands on all that are left and forgets them. */
    void forEach(BiConsumer<SearchPlan, StoredResource> writer) {
        while (!left.isEmpty()) {
            if (left.getFirst().listed().isRead()) {
                Found next = left.removeFirst();
                writer.accept(next.plan(), next.listed().stored());
            } else {
                readOn();
            }
        }
    }

    private void readOn() {
        SearchPlan plan = left.getFirst().plan();
        List<Listed> ofPlan = new ArrayList<>();
        while (!left.isEmpty() && left.getFirst().plan().equals(plan)) {
            ofPlan.add(left.removeFirst().listed());
        }
        for (Listed each : source.readOn(plan, ofPlan).reversed()) {
            left.addFirst(new Found(plan, each));
        }
    }
}

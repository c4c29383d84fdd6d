package dev.switchboard.gateway.http;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.userstore.Position;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Where pages ended, so that the page behind is found without counting from the list's beginning.
 * They are this instance's own and may be lost at any time: then the nearest one before serves, or
 * none, and the store counts off the rest.
 */
final class Bookmarks {

    /** Longer than any client takes from one page to the next. */
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    /** How long a total that was counted is told on the pages of its walk. */
    private static final Duration TOTAL_LIFETIME = Duration.ofMinutes(1);

    /** Walks that are remembered at most; the longest unused is forgotten first. */
    private static final int MAX_WALKS = 1000;

    /** Bookmarks of one walk at most; the farthest from where it stands is forgotten first. */
    private static final int MAX_MARKS = 32;

    /** The longest unused first. */
    private final LinkedHashMap<Key, TreeMap<Long, Mark>> walks =
            new LinkedHashMap<>(16, 0.75f, true);

    private final Clock clock;

    Bookmarks(Clock clock) {
        this.clock = clock;
    }

    /**
     * A list of one company.
     *
     * @param query the digest of what was asked for
     */
    record Key(UUID companyId, ResourceType type, String query) {}

    /**
     * Where a page ended.
     *
     * @param rank how many resources there were up to it
     * @param total how many resources there are, where they were counted; else null
     * @param madeAt milliseconds since the epoch
     */
    record Mark(long rank, Position place, @Nullable Total total, long madeAt) {}

    /**
     * What counting gave.
     *
     * @param countedAt milliseconds since the epoch
     */
    record Total(long resources, long countedAt) {}

    /** What was counted just now. */
    Total total(long resources) {
        return new Total(resources, clock.millis());
    }

    /** Whether a total may still be told. */
    boolean isFresh(Total total) {
        return total.countedAt() >= clock.millis() - TOTAL_LIFETIME.toMillis();
    }

    /** The last bookmark at or before that many resources, or null. */
    synchronized @Nullable Mark nearest(Key key, long rank) {
        TreeMap<Long, Mark> marks = walks.get(key);
        if (marks == null) {
            return null;
        }
        long oldest = clock.millis() - LIFETIME.toMillis();
        marks.values().removeIf(mark -> mark.madeAt < oldest);
        Map.Entry<Long, Mark> nearest = marks.floorEntry(rank);
        return nearest == null ? null : nearest.getValue();
    }

    /** Remembers where a page ended. */
    synchronized void put(Key key, long rank, Position place, @Nullable Total total) {
        TreeMap<Long, Mark> marks = walks.computeIfAbsent(key, any -> new TreeMap<>());
        if (walks.size() > MAX_WALKS) {
            walks.pollFirstEntry();
        }
        marks.put(rank, new Mark(rank, place, total, clock.millis()));
        if (marks.size() > MAX_MARKS) {
            boolean atTheEnd = marks.lastKey() == rank;
            marks.remove(atTheEnd ? marks.firstKey() : marks.lastKey());
        }
    }
}

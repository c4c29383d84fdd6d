package dev.switchboard.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.userstore.Position;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

final class BookmarksTest {

    private static final Bookmarks.Key KEY =
            new Bookmarks.Key(MessageIds.next(), ResourceType.USER, "q");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final Bookmarks bookmarks =
            new Bookmarks(
                    new Clock() {
                        @Override
                        public Instant instant() {
                            return now.get();
                        }

                        @Override
                        public java.time.ZoneId getZone() {
                            return ZoneOffset.UTC;
                        }

                        @Override
                        public Clock withZone(java.time.ZoneId zone) {
                            return this;
                        }
                    });

    @Test
    void givesTheNearestBefore() {
        bookmarks.put(KEY, 100, place("a"), null);
        bookmarks.put(KEY, 300, place("c"), null);

        assertThat(bookmarks.nearest(KEY, 99)).isNull();
        assertThat(bookmarks.nearest(KEY, 100))
                .satisfies(mark -> assertThat(mark.rank()).isEqualTo(100));
        assertThat(bookmarks.nearest(KEY, 299))
                .satisfies(mark -> assertThat(mark.place().sortKey()).isEqualTo("a"));
        assertThat(bookmarks.nearest(KEY, 9000))
                .satisfies(mark -> assertThat(mark.rank()).isEqualTo(300));
    }

    @Test
    void keepsWalksApart() {
        bookmarks.put(KEY, 100, place("a"), null);

        assertThat(bookmarks.nearest(new Bookmarks.Key(KEY.companyId(), KEY.type(), "other"), 100))
                .isNull();
        assertThat(bookmarks.nearest(new Bookmarks.Key(MessageIds.next(), KEY.type(), "q"), 100))
                .isNull();
    }

    @Test
    void forgetsWhatIsOld() {
        bookmarks.put(KEY, 100, place("a"), null);
        now.set(Instant.EPOCH.plus(Duration.ofMinutes(6)));

        assertThat(bookmarks.nearest(KEY, 100)).isNull();
    }

    @Test
    void tellsATotalForAMinute() {
        bookmarks.put(KEY, 100, place("a"), bookmarks.total(5000));

        Bookmarks.Mark mark = requireNonNull(bookmarks.nearest(KEY, 100));
        Bookmarks.Total total = requireNonNull(mark.total());
        assertThat(total.resources()).isEqualTo(5000);
        assertThat(bookmarks.isFresh(total)).isTrue();
        now.set(Instant.EPOCH.plus(Duration.ofSeconds(61)));
        assertThat(bookmarks.isFresh(total)).isFalse();
    }

    @Test
    void remembersWhereALongWalkStandsAndNotWhereItCameFrom() {
        for (long rank = 100; rank <= 100_000; rank += 100) {
            bookmarks.put(KEY, rank, place("at " + rank), null);
        }
        assertThat(bookmarks.nearest(KEY, 100_000))
                .satisfies(mark -> assertThat(mark.rank()).isEqualTo(100_000));
        assertThat(bookmarks.nearest(KEY, 5000)).isNull();

        bookmarks.put(KEY, 100, place("a second walk"), null);
        assertThat(bookmarks.nearest(KEY, 100))
                .satisfies(mark -> assertThat(mark.place().sortKey()).isEqualTo("a second walk"));
    }

    private static Position place(String sortKey) {
        return new Position(sortKey, MessageIds.next());
    }
}

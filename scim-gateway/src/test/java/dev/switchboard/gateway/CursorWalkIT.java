package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.gateway.ScimClient.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * RFC 9865: a walk by cursor sees every user that stayed exactly once, while threads create, delete
 * and rename users in transactions of their own, and several walk at once.
 */
@Timeout(300)
final class CursorWalkIT {

    private static final int STAY = 300;
    private static final int WALKS = 2;
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    private final StoreFixture store = new StoreFixture();
    private final UUID company = store.company("Walked");
    private final List<UUID> stay = new ArrayList<>();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();

    @Test
    void seesEachUserThatStaysOnceWhileOthersComeGoAndChangeTheirNames() throws Exception {
        store.token(company, ScimClient.TOKEN, false, FAR);
        for (int i = 0; i < STAY; i++) {
            stay.add(create());
            create();
        }
        try (GatewayProcess gateway = store.startGateway();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers =
                    List.of(
                            threads.submit(this::comeAndGo),
                            threads.submit(this::comeAndGo),
                            threads.submit(this::rename));
            List<Future<?>> walkers = new ArrayList<>();
            for (String order :
                    List.of(
                            "",
                            "&filter=active+eq+true",
                            "&sortBy=externalId",
                            "&sortBy=userName",
                            "&sortBy=userName&sortOrder=descending")) {
                walkers.add(threads.submit(() -> walk(gateway.client(), order)));
            }
            try {
                for (Future<?> walker : walkers) {
                    walker.get();
                }
            } finally {
                ended.set(true);
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
    }

    private void walk(ScimClient client, String order) {
        for (int i = 0; i < WALKS; i++) {
            int before = written.get();
            List<UUID> seen = new ArrayList<>();
            String cursor = "";
            do {
                Answer page =
                        client.get("/scim/v2/Users?attributes=id&count=7&cursor=" + cursor + order);
                assertThat(page.status()).as(page.http().body()).isEqualTo(200);
                page.json()
                        .path("Resources")
                        .forEach(user -> seen.add(UUID.fromString(user.path("id").asString())));
                cursor = page.text("/nextCursor");
                before = awaitWriteAfter(before);
            } while (!cursor.isEmpty());

            // Who is renamed has no one place in the order of names (docs/adr/0013).
            List<UUID> kept = order.contains("userName") ? stay.subList(STAY / 2, STAY) : stay;
            assertThat(seen.stream().filter(kept::contains).toList())
                    .as("walk %s", order)
                    .containsExactlyInAnyOrderElementsOf(kept);
            if (!order.contains("userName")) {
                assertThat(seen).as("walk %s", order).doesNotHaveDuplicates();
            }
        }
    }

    /** So that between any two pages something has changed. */
    private int awaitWriteAfter(int before) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(1))
                .pollDelay(Duration.ZERO)
                .until(written::get, now -> now > before);
    }

    private void comeAndGo() {
        Deque<UUID> mine = new ArrayDeque<>();
        while (!ended.get()) {
            mine.add(create());
            if (mine.size() > 20) {
                store.delete(mine.size() % 2 == 0 ? mine.removeFirst() : mine.removeLast());
                store.delete(mine.removeFirst());
            }
            written.incrementAndGet();
        }
    }

    private void rename() {
        for (int i = 0; !ended.get(); i++) {
            int index = i % (STAY / 2);
            // As created: only the name is another.
            String name = "%s%d-%d@example.com".formatted("aku".charAt(i % 3), index, i);
            store.rename(stay.get(index), company, 2 * index, name);
            written.incrementAndGet();
        }
    }

    private UUID create() {
        int each = number.getAndIncrement();
        String first = Character.toString('a' + each * 7 % 26);
        return store.user(company, each, first + each + "@example.com", true);
    }
}

package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageIds;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The companies whose users are to be gone through. */
final class ResolutionQueueIT {

    private static Store store;
    private static ResolutionQueue queue;

    private final UUID other = MessageIds.next();

    @BeforeAll
    static void start() {
        store = Store.fresh();
        queue = new ResolutionQueue(store.jdbc);
        store.stored(store.user("ada@example.com"));
        store.stored(store.user("bob@example.com"));
    }

    @BeforeEach
    void empty() {
        store.jdbc.sql("delete from users.company_to_resolve").update();
    }

    @Test
    void goesThroughACompanyOnceHoweverOftenItIsAdded() {
        queue.addCompany(store.company);
        queue.addCompany(other);
        for (int i = 0; i < 50; i++) {
            queue.addCompany(store.company);
        }

        assertThat(waiting())
                .as("nor does it lose its place")
                .containsExactly(store.company, other);
    }

    @Test
    void startsAgainForWhomAPassHasLeftBehindAndLetsItGoOn() {
        queue.addCompany(store.company);
        List<UUID> first = take();

        queue.addCompany(store.company);
        queue.addCompany(store.company);

        assertThat(waiting()).containsExactly(store.company, store.company);
        List<UUID> second = take();
        assertThat(second).doesNotContainAnyElementsOf(first);
        assertThat(take()).as("the end of the first pass").isEmpty();
        assertThat(List.of(take(), take(), take())).containsExactly(first, second, List.of());
        assertThat(waiting()).isEmpty();
    }

    @Test
    void reliesOnNoPassThatAnotherIsAboutToBegin() {
        queue.addCompany(store.company);
        store.inTransaction(
                () -> {
                    List<UUID> begun = take();
                    CompletableFuture.runAsync(() -> queue.addCompany(store.company)).join();
                    return begun;
                });

        assertThat(waiting()).containsExactly(store.company, store.company);
    }

    private static List<UUID> take() {
        return store.inTransaction(() -> queue.takePart(1).orElseThrow().users());
    }

    private static List<UUID> waiting() {
        return store.jdbc
                .sql("select company_id from users.company_to_resolve order by id")
                .query((row, number) -> Rows.id(row, "company_id"))
                .list();
    }
}

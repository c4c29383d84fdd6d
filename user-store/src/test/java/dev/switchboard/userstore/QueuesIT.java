package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.messages.MessageIds;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** The recorded outcomes and the messages to be sent. */
final class QueuesIT {

    private static Store store;
    private static Outcomes outcomes;
    private static Outbox outbox;

    @BeforeAll
    static void start() {
        store = Store.fresh();
        outcomes = new Outcomes(store.jdbc);
        outbox = new Outbox(store.jdbc);
    }

    @Test
    void findsTheOutcomesItRecorded() {
        RecordedOutcome one = outcome(Store.NOW);
        RecordedOutcome other = outcome(Store.NOW);
        outcomes.record(List.of(one, other));

        assertThat(outcomes.find(List.of(one.commandId(), MessageIds.next(), other.commandId())))
                .hasSize(2)
                .containsEntry(one.commandId(), one)
                .containsEntry(other.commandId(), other);
    }

    @Test
    void findsNoMoreOutcomesAtOnceThanFitIntoMemory() {
        String body = "x".repeat(AtOnce.TEXT / 10);
        List<RecordedOutcome> large =
                IntStream.range(0, 20)
                        .mapToObj(
                                _ ->
                                        new RecordedOutcome(
                                                MessageIds.next(), "type", body, Store.NOW))
                        .toList();
        outcomes.record(large);
        List<UUID> ids = large.stream().map(RecordedOutcome::commandId).toList();

        assertThatThrownBy(() -> outcomes.find(ids))
                .isInstanceOf(TooMuchAtOnceException.class)
                .hasMessageContaining("outcomes");
        assertThat(outcomes.find(ids.subList(0, 10))).hasSize(10);
    }

    @Test
    void recordsNoSecondOutcome() {
        RecordedOutcome outcome = outcome(Store.NOW);
        outcomes.record(List.of(outcome));

        assertThatThrownBy(() -> outcomes.record(List.of(outcome(Store.NOW), outcome)))
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void prunesOldOutcomesInPortions() {
        Instant longAgo = Store.NOW.minusSeconds(100_000);
        List<RecordedOutcome> old =
                IntStream.range(0, 5).mapToObj(i -> outcome(longAgo.minusSeconds(i))).toList();
        outcomes.record(old);

        assertThat(outcomes.prune(longAgo, 3)).isEqualTo(3);
        assertThat(outcomes.prune(longAgo, 3)).isEqualTo(1);
        assertThat(outcomes.find(old.stream().map(RecordedOutcome::commandId).toList()))
                .containsOnlyKeys(old.getFirst().commandId());
    }

    @Test
    void handsOutMessagesInTheOrderInWhichTheyWereAdded() {
        assertThat(outbox.status()).isEqualTo(new OutboxStatus(0, null));
        outbox.add(List.of(entry("1", null), entry("2", MessageIds.next()), entry("3", null)));
        outbox.add(List.of(entry("4", null)));

        List<OutboxEntry> next = outbox.next(0, List.of(), 3).entries();
        assertThat(next).extracting(OutboxEntry::body).containsExactly("1", "2", "3");
        assertThat(next.get(1).causationId()).isNotNull();
        assertThat(outbox.status()).isEqualTo(new OutboxStatus(4, Store.NOW));

        outbox.delete(next.stream().map(OutboxEntry::id).toList());
        assertThat(outbox.next(0, List.of(), 3).entries())
                .extracting(OutboxEntry::body)
                .containsExactly("4");
        outbox.delete(
                outbox.next(0, List.of(), 3).entries().stream().map(OutboxEntry::id).toList());
    }

    @Test
    void handsOutNoMoreLargeMessagesThanFitIntoMemory() {
        int bytes = Outbox.BYTES / 4;
        outbox.add(
                IntStream.range(0, 10).mapToObj(i -> entry(i + "x".repeat(bytes), null)).toList());
        List<Character> seen = new ArrayList<>();

        Outbox.Look look;
        do {
            look = outbox.next(0, List.of(), 1000);
            assertThat(look.entries()).isNotEmpty().hasSizeLessThanOrEqualTo(4);
            look.entries().forEach(entry -> seen.add(entry.body().charAt(0)));
            outbox.delete(look.entries().stream().map(OutboxEntry::id).toList());
        } while (!look.isAll());

        assertThat(seen).containsExactly('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        outbox.add(List.of(entry("a", null), entry("b", null)));
        look = outbox.next(0, List.of(), 2);
        assertThat(look.isAll()).isTrue();
        assertThat(outbox.next(0, List.of(), 1).isAll()).isFalse();
        assertThat(outbox.next(look.entries().getLast().id(), List.of(), 2).isAll()).isTrue();
        outbox.delete(look.entries().stream().map(OutboxEntry::id).toList());
        outbox.add(List.of(entry("x".repeat(2 * Outbox.BYTES), null), entry("small", null)));
        look = outbox.next(0, List.of(), 1000);
        assertThat(look.entries()).hasSize(1);
        assertThat(look.isAll()).isFalse();
        outbox.delete(List.of(look.entries().getFirst().id()));
        look = outbox.next(0, List.of(), 1000);
        assertThat(look.entries()).extracting(OutboxEntry::body).containsExactly("small");
        assertThat(look.isAll()).isTrue();
        outbox.delete(List.of(look.entries().getFirst().id()));
    }

    @Test
    void usesTheRoomOfSentMessagesAgain() {
        // One that comes along would have the table, and ours step aside.
        store.provisioner.execute("alter table users.outbox set (autovacuum_enabled = false)");
        addAndDelete(2_000);
        outbox.vacuum();
        long size = outboxSize();
        for (int round = 0; round < 3; round++) {
            addAndDelete(2_000);
            outbox.vacuum();
        }

        assertThat(outboxSize()).isEqualTo(size);
    }

    private static void addAndDelete(int messages) {
        outbox.add(IntStream.range(0, messages).mapToObj(i -> entry("" + i, null)).toList());
        outbox.delete(
                outbox.next(0, List.of(), messages).entries().stream()
                        .map(OutboxEntry::id)
                        .toList());
    }

    private static long outboxSize() {
        return store.jdbc.sql("select pg_relation_size('users.outbox')").query(Long.class).single();
    }

    @Test
    void letsOneSendAtATime() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<?> second =
                store.inTransaction(
                        () -> {
                            outbox.lock();
                            CompletableFuture<?> waiting =
                                    CompletableFuture.runAsync(
                                            () ->
                                                    store.inTransaction(
                                                            () -> {
                                                                outbox.lock();
                                                                return order.add("second");
                                                            }));
                            awaitLockWaiter();
                            order.add("first");
                            return waiting;
                        });

        second.join();
        assertThat(order).containsExactly("first", "second");
    }

    private void awaitLockWaiter() {
        Instant deadline = Instant.now().plusSeconds(20);
        while (waiting() == 0) {
            assertThat(Instant.now()).as("nobody waits for the lock").isBefore(deadline);
            Thread.onSpinWait();
        }
    }

    private long waiting() {
        return store.inTransaction(
                () ->
                        store.jdbc
                                .sql(
                                        "select count(*) from pg_locks where locktype = 'advisory' and not granted")
                                .query(Long.class)
                                .single());
    }

    private static RecordedOutcome outcome(Instant recordedAt) {
        return new RecordedOutcome(MessageIds.next(), "outcome.created", "{}", recordedAt);
    }

    private static OutboxEntry entry(String body, @Nullable UUID causationId) {
        return new OutboxEntry(
                0,
                "topic",
                MessageIds.next(),
                MessageIds.next(),
                "type",
                "/Users/1",
                store.company,
                "correlation",
                causationId,
                null,
                Store.NOW,
                body);
    }
}

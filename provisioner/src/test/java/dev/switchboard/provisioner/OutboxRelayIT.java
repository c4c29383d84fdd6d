package dev.switchboard.provisioner;

import static dev.switchboard.provisioner.RunningProvisioner.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.LicenceEvent;
import dev.switchboard.messages.LicenceEvent.LicencesGrown;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageCodec.Encoded;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.provisioner.outbox.EventOutbox;
import dev.switchboard.userstore.OutboxEntry;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** What waits in the outbox reaches the broker: all of it, and each resource's in order. */
@Timeout(180)
final class OutboxRelayIT {

    private static final ApplicationContext CONTEXT = RunningProvisioner.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Pipeline pipeline;

    private final EventOutbox outbox = CONTEXT.getBean(EventOutbox.class);
    private final JdbcTemplate jdbc = CONTEXT.getBean(JdbcTemplate.class);
    private final TransactionTemplate transactions =
            new TransactionTemplate(CONTEXT.getBean(PlatformTransactionManager.class));
    private final MessageCodec codec = new MessageCodec();

    @BeforeAll
    static void open() {
        pipeline = RunningProvisioner.pipeline();
    }

    @AfterAll
    static void close() {
        pipeline.close();
    }

    /** A company's licence events have one key: they may not hold up what waits behind them. */
    @Test
    void sendsManyMessagesOfOneKeyInOrderAndOthersMeanwhile() {
        UUID busy = company();
        UUID other = company();
        List<OutboxEntry> many = IntStream.range(0, 2_000).mapToObj(i -> grown(busy, i)).toList();

        transactions.executeWithoutResult(
                _ -> {
                    outbox.add(many);
                    outbox.add(List.of(grown(other, 1)));
                });

        await().atMost(PATIENCE).until(() -> pipeline.licenceEvents(busy).size() >= many.size());
        assertThat(pipeline.licenceEvents(busy))
                .extracting(e -> ((LicencesGrown) e).total())
                .isEqualTo(IntStream.range(0, 2_000).boxed().toList());
        await().atMost(PATIENCE).until(() -> !pipeline.licenceEvents(other).isEmpty());
        awaitEmpty();
    }

    /** Ids are given before transactions commit: a slow one's is lower than many that are gone. */
    @Test
    void findsWhatASlowTransactionAddedBeforeOthers() {
        UUID slow = company();
        UUID fast = company();
        List<OutboxEntry> others = IntStream.range(0, 1_500).mapToObj(i -> grown(fast, i)).toList();

        transactions.executeWithoutResult(
                _ -> {
                    outbox.add(List.of(grown(slow, 1)));
                    Thread another =
                            Thread.ofVirtual()
                                    .start(
                                            () ->
                                                    transactions.executeWithoutResult(
                                                            _ -> outbox.add(others)));
                    assertThat(another).satisfies(Thread::join);
                    await().atMost(PATIENCE)
                            .until(() -> pipeline.licenceEvents(fast).size() == others.size());
                });

        // What the same company is told next must not overtake it.
        transactions.executeWithoutResult(_ -> outbox.add(List.of(grown(slow, 2))));

        await().atMost(PATIENCE).until(() -> pipeline.licenceEvents(slow).size() == 2);
        assertThat(pipeline.licenceEvents(slow)).containsExactly(event(slow, 1), event(slow, 2));
        awaitEmpty();
    }

    @Test
    void aMessageThatIsTooLargeHoldsUpItsOwnResourceOnly() {
        UUID stuck = company();
        UUID other = company();
        OutboxEntry tooLarge = grown(stuck, 1, "x".repeat(9_000_000));

        transactions.executeWithoutResult(
                _ -> {
                    outbox.add(List.of(tooLarge));
                    // More than a pass looks at.
                    outbox.add(IntStream.range(0, 1_500).mapToObj(i -> grown(stuck, i)).toList());
                    outbox.add(List.of(grown(other, 1), grown(other, 2)));
                });
        try {
            await().atMost(PATIENCE).until(() -> pipeline.licenceEvents(other).size() == 2);
            assertThat(
                            jdbc.queryForObject(
                                    "select count(*) from users.outbox where key = ?",
                                    Integer.class,
                                    stuck))
                    .isEqualTo(1_501);
            assertThat(pipeline.licenceEvents(stuck)).isEmpty();
        } finally {
            jdbc.update("delete from users.outbox where key = ?", stuck);
        }
        awaitEmpty();
    }

    private void awaitEmpty() {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                jdbc.queryForObject(
                                        "select count(*) = 0 from users.outbox", Boolean.class));
    }

    private static LicenceEvent event(UUID company, int total) {
        return new LicencesGrown(company, "talk", 1, total);
    }

    private OutboxEntry grown(UUID company, int total) {
        return grown(company, total, codec.encode(event(company, total)).body());
    }

    private OutboxEntry grown(UUID company, int total, String body) {
        Encoded encoded = codec.encode(event(company, total));
        return new OutboxEntry(
                0,
                encoded.topic(),
                company,
                MessageIds.next(),
                encoded.type(),
                Envelope.subjectOfCompany(company),
                company,
                "request",
                null,
                null,
                Instant.now(),
                body);
    }
}

package dev.switchboard.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageCodec.Received;
import dev.switchboard.messages.NumberEvent;
import dev.switchboard.messages.Topics;
import dev.switchboard.numbers.HandsOfAdmins.Deed;
import dev.switchboard.numbers.assignment.Assignments;
import dev.switchboard.numbers.assignment.HandAssignments;
import dev.switchboard.numbers.assignment.UserChange;
import dev.switchboard.numbers.inventory.NumberImport;
import dev.switchboard.numbers.inventory.Returns;
import dev.switchboard.numbers.inventory.Withdrawals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.TransientDataAccessException;

import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Random lives of many users, told by several threads at once, out of order and more than once,
 * while numbers come in, admins assign, swap, release and retire by hand, and time passes. After
 * each round the promises must hold, without a sweep.
 */
@Timeout(300)
final class ManyHandsIT {

    private static final long SEED = 20261123;
    private static final int ROUNDS = 12;
    private static final int HANDS = 8;
    private static final int DEEDS_BY_HAND = 120;

    private final Random random = new Random(SEED);
    private final Fixture fixture = new Fixture();
    private final TopicReader published = fixture.read(Topics.NUMBER_EVENTS);
    private final RandomLives lives = new RandomLives(random);

    @AfterEach
    void close() {
        published.close();
        fixture.close();
    }

    @Test
    void keepsThePromisesWhateverHappens() throws Exception {
        var services = List.of(fixture.startInstance(), fixture.startInstance());
        List<Assignments> assignments =
                services.stream().map(s -> s.getBean(Assignments.class)).toList();
        Returns returns = services.getFirst().getBean(Returns.class);
        NumberImport numberImport = services.getLast().getBean(NumberImport.class);
        var admins =
                new HandsOfAdmins(
                        services.getFirst().getBean(HandAssignments.class),
                        services.getLast().getBean(Withdrawals.class));

        for (int round = 0; round < ROUNDS; round++) {
            List<Callable<Object>> work = new ArrayList<>();
            for (List<UserChange> batch : lives.batches()) {
                Assignments hand = assignments.get(work.size() % 2);
                work.add(retrying(() -> hand.apply(batch)));
            }
            String csv = lives.moreNumbers();
            work.add(() -> numberImport.run(new StringReader(csv), false));
            for (int i = 0; i < DEEDS_BY_HAND; i++) {
                work.add(retrying(admins.deed(random, lives.anybody(), lives.anyNumber())));
            }
            fixture.clock().advance(Duration.ofDays(random.nextInt(60)));
            work.add(retrying(returns::runOnce));
            Collections.shuffle(work, random);
            doAll(work);

            fixture.assertInvariants();
            assertThat(states()).as("round " + round).isEqualTo(lives.states());
        }
        // Else the model would say nothing of them.
        assertThat(admins.deeds()).containsOnlyKeys(Deed.values());
        fixture.awaitCalm();
        ToldHistory.assertIsStored(ourEvents(), fixture.jdbc());
    }

    private static void doAll(List<Callable<Object>> work)
            throws InterruptedException, ExecutionException {
        try (var hands = Executors.newFixedThreadPool(HANDS)) {
            for (Future<Object> done : hands.invokeAll(work)) {
                done.get();
            }
        }
    }

    /** As the listener does: a lost lock is a passing fault. */
    private static Callable<Object> retrying(Runnable step) {
        return () -> {
            for (int attempt = 0; ; attempt++) {
                try {
                    step.run();
                    return step;
                } catch (TransientDataAccessException e) {
                    if (attempt == 5) {
                        throw e;
                    }
                }
            }
        };
    }

    private Map<UUID, String> states() {
        Map<UUID, String> states = new HashMap<>();
        fixture.jdbc()
                .query(
                        "SELECT user_id, state, version FROM subscriber",
                        rs -> {
                            states.put(
                                    rs.getObject(1, UUID.class),
                                    rs.getString(2) + " " + rs.getLong(3));
                        });
        return states;
    }

    private List<NumberEvent> ourEvents() {
        return published.numberEvents().stream()
                .map(Received::message)
                .filter(e -> lives.tells(e.userId()))
                .toList();
    }
}

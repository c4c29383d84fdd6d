package dev.switchboard.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageCodec.Received;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.NumberEvent;
import dev.switchboard.messages.Topics;
import dev.switchboard.numbers.assignment.Assignments;
import dev.switchboard.numbers.assignment.Cause;
import dev.switchboard.numbers.assignment.UserChange;
import dev.switchboard.numbers.assignment.UserState;
import dev.switchboard.numbers.inventory.NumberImport;
import dev.switchboard.numbers.inventory.Returns;

import org.jspecify.annotations.Nullable;
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
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Random lives of many users, told by several threads at once, out of order and more than once,
 * while numbers come in and time passes. After each round the promises must hold, without a sweep.
 */
@Timeout(300)
final class ManyHandsIT {

    private static final long SEED = 20261123;
    private static final int ROUNDS = 12;
    private static final int HANDS = 4;
    private static final List<String> AREA_CODES = List.of("301", "302", "303");

    private final Random random = new Random(SEED);
    private final Fixture fixture = new Fixture();
    private final TopicReader published = fixture.read(Topics.NUMBER_EVENTS);
    private final List<UUID> companies = List.of(MessageIds.next(), MessageIds.next());
    private final List<UserChange> told = new ArrayList<>();
    private final Map<UUID, UserChange> latest = new HashMap<>();
    private int imported;

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

        for (int round = 0; round < ROUNDS; round++) {
            List<Callable<Object>> work = new ArrayList<>();
            for (List<UserChange> batch : batches()) {
                Assignments hand = assignments.get(work.size() % 2);
                work.add(
                        () -> {
                            retrying(() -> hand.apply(batch));
                            return batch;
                        });
            }
            String csv = moreNumbers();
            work.add(() -> numberImport.run(new StringReader(csv), false));
            fixture.clock().advance(Duration.ofDays(random.nextInt(40)));
            work.add(
                    () -> {
                        retrying(returns::runOnce);
                        return csv;
                    });
            Collections.shuffle(work, random);
            doAll(work);

            fixture.assertInvariants();
            assertThat(states()).as("round " + round).isEqualTo(expectedStates());
        }
        fixture.awaitCalm();
        assertThatEachUsersEventsAreInOrder();
    }

    /** New changes and old ones, of some users split over several batches. */
    private List<List<UserChange>> batches() {
        List<UserChange> changes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            changes.add(random.nextInt(3) == 0 || latest.isEmpty() ? newUser() : nextChange());
        }
        told.addAll(changes);
        for (int i = 0; i < 30; i++) {
            changes.add(told.get(random.nextInt(told.size())));
        }
        Collections.shuffle(changes, random);
        List<List<UserChange>> batches = new ArrayList<>();
        for (int i = 0; i < changes.size(); i += 15) {
            batches.add(List.copyOf(changes.subList(i, i + 15)));
        }
        return batches;
    }

    private UserChange newUser() {
        return remember(
                change(
                        MessageIds.next(),
                        companies.get(random.nextInt(2)),
                        1,
                        random.nextInt(5) == 0 ? UserState.SUSPENDED : UserState.ACTIVE,
                        areaCode()));
    }

    private UserChange nextChange() {
        List<UserChange> living =
                latest.values().stream().filter(c -> c.state() != UserState.DELETED).toList();
        if (living.isEmpty()) {
            return newUser();
        }
        UserChange before = living.get(random.nextInt(living.size()));
        UserState state =
                switch (random.nextInt(6)) {
                    case 0 -> UserState.DELETED;
                    case 1, 2 -> UserState.SUSPENDED;
                    default -> UserState.ACTIVE;
                };
        return remember(
                change(
                        before.userId(),
                        before.companyId(),
                        before.version() + 1,
                        state,
                        random.nextInt(4) == 0 ? areaCode() : before.areaCode()));
    }

    private UserChange remember(UserChange change) {
        latest.put(change.userId(), change);
        return change;
    }

    private @Nullable String areaCode() {
        return random.nextInt(20) == 0 ? null : AREA_CODES.get(random.nextInt(3));
    }

    private static UserChange change(
            UUID userId, UUID company, long version, UserState state, @Nullable String areaCode) {
        String externalId = state == UserState.DELETED ? null : "ext-" + userId.hashCode() % 50;
        return new UserChange(
                userId,
                company,
                version,
                state,
                null,
                areaCode,
                externalId,
                new Cause(MessageIds.next(), "request", null));
    }

    private String moreNumbers() {
        var csv = new StringBuilder();
        for (int i = 0; i < 6; i++, imported++) {
            csv.append(Fixture.number(AREA_CODES.get(imported % 3), imported / 3));
            if (random.nextInt(3) == 0) {
                csv.append(',').append(companies.get(random.nextInt(2)));
            }
            csv.append('\n');
        }
        return csv.toString();
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
    private static void retrying(Runnable step) {
        for (int attempt = 0; ; attempt++) {
            try {
                step.run();
                return;
            } catch (TransientDataAccessException e) {
                if (attempt == 5) {
                    throw e;
                }
            }
        }
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

    private Map<UUID, String> expectedStates() {
        Map<UUID, String> states = new HashMap<>();
        latest.forEach(
                (id, change) ->
                        states.put(
                                id,
                                change.state().name().toLowerCase(Locale.ROOT)
                                        + " "
                                        + change.version()));
        return states;
    }

    private void assertThatEachUsersEventsAreInOrder() {
        Map<UUID, Long> last = new HashMap<>();
        for (Received<NumberEvent> received : published.numberEvents()) {
            NumberEvent event = received.message();
            if (latest.containsKey(event.userId())) {
                assertThat(event.sequence()).isEqualTo(last.getOrDefault(event.userId(), 0L) + 1);
                last.put(event.userId(), event.sequence());
            }
        }
        assertThat(last).isNotEmpty();
    }
}

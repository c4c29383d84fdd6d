package dev.switchboard.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.gateway.MutableClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(30)
final class TurnsTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final AtomicBoolean besideOthers = new AtomicBoolean(true);
    private final Turns turns =
            new Turns(new WritePace(besideOthers::get, 100, 2, Duration.ZERO, Clock.systemUTC()));

    @Test
    void letsAsManyThroughAsAreAllowed() throws InterruptedException {
        assertThat(turns.take(Duration.ZERO)).isTrue();
        assertThat(turns.take(Duration.ZERO)).isTrue();
        assertThat(turns.take(Duration.ofMillis(5))).isFalse();

        turns.done();
        assertThat(turns.take(Duration.ZERO)).isTrue();
    }

    @Test
    void servesThoseWhoWaitInTheirOrder() throws Exception {
        turns.take(Duration.ZERO);
        turns.take(Duration.ZERO);
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiting.add(waiting(i, served));
        }

        for (int i = 0; i < 5; i++) {
            turns.done();
            int answered = i + 1;
            await().until(() -> served.size() == answered);
        }
        for (Thread thread : waiting) {
            thread.join();
        }

        assertThat(served).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void letsAllThroughOnceThatIsAllowed() throws Exception {
        turns.take(Duration.ZERO);
        turns.take(Duration.ZERO);
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 5; i++) {
            waiting(i, served);
        }

        besideOthers.set(false);
        turns.done();

        await().until(() -> served.size() == 5);
    }

    @Test
    void holdsNobodyBackWhoIsUnderWayWhenFewerAreAllowed() throws InterruptedException {
        besideOthers.set(false);
        for (int i = 0; i < 3; i++) {
            assertThat(turns.take(Duration.ZERO)).isTrue();
        }
        besideOthers.set(true);

        turns.done();
        assertThat(turns.take(Duration.ofMillis(5))).isFalse();
        turns.done();
        assertThat(turns.take(Duration.ZERO)).isTrue();
    }

    @Test
    void letsTheNextRoundBeginWithoutAnybodysWord() throws Exception {
        WritePace hours = new WritePace(() -> true, 100, 2, Duration.ofHours(1), Clock.systemUTC());
        Turns slow = new Turns(hours);
        slow.take(Duration.ZERO);
        slow.take(Duration.ZERO);
        slow.done();
        slow.done();
        assertThat(slow.take(Duration.ofMillis(5))).isFalse();

        Turns quick =
                new Turns(
                        new WritePace(
                                () -> true, 100, 2, Duration.ofMillis(50), Clock.systemUTC()));
        for (int i = 0; i < 6; i++) {
            assertThat(quick.take(LONG)).isTrue();
            quick.done();
        }
    }

    @Test
    void passesTheTurnOnWhereSomebodyGivesUp() throws Exception {
        // Its time stands still until the first has given up.
        MutableClock clock = new MutableClock();
        Turns rounds = new Turns(new WritePace(() -> true, 100, 1, Duration.ofSeconds(1), clock));
        rounds.take(Duration.ZERO);
        rounds.done();
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        // It alone knows when the next round begins; who stands behind it sleeps until it is woken.
        Thread first = waiting(rounds, 1, served);
        waiting(rounds, 2, served);

        first.interrupt();
        first.join();
        clock.advance(Duration.ofSeconds(1));

        await().until(() -> served.size() == 1);
        assertThat(served).containsExactly(2);
    }

    private Thread waiting(int number, List<Integer> served) {
        return waiting(turns, number, served);
    }

    private static Thread waiting(Turns turns, int number, List<Integer> served) {
        Thread thread =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        if (turns.take(LONG)) {
                                            served.add(number);
                                        }
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }
}

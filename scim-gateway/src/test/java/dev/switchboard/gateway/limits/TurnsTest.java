package dev.switchboard.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(30)
final class TurnsTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final AtomicInteger allowed = new AtomicInteger(2);
    private final Turns turns = new Turns(allowed::get);

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

        allowed.set(100);
        turns.done();

        await().until(() -> served.size() == 5);
    }

    @Test
    void holdsNobodyBackWhoIsUnderWayWhenFewerAreAllowed() throws InterruptedException {
        turns.take(Duration.ZERO);
        turns.take(Duration.ZERO);
        allowed.set(1);

        turns.done();
        assertThat(turns.take(Duration.ofMillis(5))).isFalse();
        turns.done();
        assertThat(turns.take(Duration.ZERO)).isTrue();
    }

    private Thread waiting(int number, List<Integer> served) {
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

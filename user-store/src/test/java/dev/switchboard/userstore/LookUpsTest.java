package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.userstore.LookUps.LookUp;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@Timeout(60)
final class LookUpsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<List<Object>> statements = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch free = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        free.countDown();
        threads.shutdownNow();
    }

    @Test
    void asksAtOnceForALoneOne() {
        LookUps<String> lookUps = new LookUps<>(this::answer, LONG);

        assertThat(lookUps.ask(lookUp("name", "ada"))).isEqualTo("ada!");
        assertThat(lookUps.ask(lookUp("name", "bob"))).isEqualTo("bob!");
        assertThat(statements).containsExactly(List.of("ada"), List.of("bob"));
    }

    @Test
    void asksTogetherWhatCameWhileOthersWereUnderWay() throws Exception {
        LookUps<String> lookUps = new LookUps<>(this::answer, LONG);
        List<Future<String>> held = holdUp(lookUps);
        List<Future<String>> names = new ArrayList<>();
        for (int i = 0; i < LookUps.TOGETHER + 3; i++) {
            String name = "name" + i;
            names.add(threads.submit(() -> lookUps.ask(lookUp("name", name))));
        }
        Future<String> id = threads.submit(() -> lookUps.ask(lookUp("id", "id1")));
        await().until(() -> lookUps.waiting() == LookUps.TOGETHER + 4);

        free.countDown();

        for (int i = 0; i < names.size(); i++) {
            assertThat(names.get(i).get()).isEqualTo("name" + i + "!");
        }
        assertThat(id.get()).isEqualTo("id1!");
        assertThat(held.getFirst().get()).isEqualTo("slow!");
        assertThat(statements)
                .as("none with more than fit, none with two questions, few in all")
                .allSatisfy(each -> assertThat(each).hasSizeLessThanOrEqualTo(LookUps.TOGETHER))
                .contains(List.of("id1"))
                .anySatisfy(each -> assertThat(each).hasSizeGreaterThan(LookUps.TOGETHER / 4))
                .hasSizeLessThan(LookUps.TOGETHER);
    }

    @Test
    void failsAllOfAStatementAndGoesOn() throws Exception {
        LookUps<String> lookUps = new LookUps<>(this::answer, LONG);
        holdUp(lookUps);
        List<Future<String>> broken = new ArrayList<>();
        for (String what : List.of("fails", "other", "another")) {
            broken.add(threads.submit(() -> lookUps.ask(lookUp("broken", what))));
        }
        Future<String> next = threads.submit(() -> lookUps.ask(lookUp("name", "ada")));
        await().until(() -> lookUps.waiting() == 4);

        free.countDown();

        for (Future<String> each : broken) {
            assertThatThrownBy(each::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("broken");
        }
        assertThat(statements).as("shared by two").anySatisfy(each -> assertThat(each).hasSize(2));
        assertThat(next.get()).isEqualTo("ada!");
        assertThat(lookUps.ask(lookUp("name", "bob"))).isEqualTo("bob!");
    }

    @Test
    void leavesNobodyWaitingBehindAnError() throws Exception {
        LookUps<String> lookUps = new LookUps<>(this::answer, LONG);
        holdUp(lookUps);
        Future<String> first = threads.submit(() -> lookUps.ask(lookUp("error", "first")));
        Future<String> second = threads.submit(() -> lookUps.ask(lookUp("error", "second")));
        await().until(() -> lookUps.waiting() == 2);

        free.countDown();

        assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(second::get).isInstanceOf(ExecutionException.class);
        assertThat(lookUps.ask(lookUp("name", "bob"))).isEqualTo("bob!");
    }

    @Test
    void givesUpBehindStatementsThatHang() throws Exception {
        LookUps<String> lookUps = new LookUps<>(this::answer, Duration.ofMillis(50));
        List<Future<String>> held = holdUp(lookUps);

        assertThatThrownBy(() -> lookUps.ask(lookUp("name", "ada")))
                .isInstanceOf(TooManyLookUpsException.class);

        assertThat(lookUps.waiting()).isZero();
        free.countDown();
        for (Future<String> each : held) {
            assertThat(each.get()).isEqualTo("slow!");
        }
        assertThat(lookUps.ask(lookUp("name", "bob"))).isEqualTo("bob!");
    }

    /** As many as go at a time, until {@link #free}. */
    private List<Future<String>> holdUp(LookUps<String> lookUps) {
        List<Future<String>> held = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            held.add(threads.submit(() -> lookUps.ask(lookUp("slow" + statements.size(), "slow"))));
            int begun = i;
            await().until(() -> statements.size() == begun);
        }
        return held;
    }

    private static LookUp lookUp(String sql, String param) {
        return new LookUp(sql, List.of(param));
    }

    private List<String> answer(List<LookUp> lookUps) {
        List<Object> params = lookUps.stream().map(each -> each.params().getFirst()).toList();
        statements.add(params);
        assertThat(lookUps).extracting(LookUp::sql).containsOnly(lookUps.getFirst().sql());
        if (params.contains("slow")) {
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return switch (lookUps.getFirst().sql()) {
            case "broken" -> throw new IllegalArgumentException("broken");
            case "error" -> throw new AssertionError("error");
            default -> params.stream().map(each -> each + "!").toList();
        };
    }
}

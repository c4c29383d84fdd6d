package dev.switchboard.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.faults.history.Attempt;
import dev.switchboard.faults.history.Evidence;
import dev.switchboard.faults.history.Evidence.SentCommand;
import dev.switchboard.localstack.LocalStack;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A database that answers nobody for a while: clients are told to come again, what they may leave
 * in the queue is bounded, and all is as if nothing had been once it answers.
 */
@Timeout(value = 12, unit = TimeUnit.MINUTES)
final class SlowDatabaseIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SLOW = Duration.ofSeconds(25);
    private static final Duration OUTCOME_TIMEOUT = Duration.ofSeconds(5);
    private static final int ENOUGH_WRITES = 60;

    private static FaultyStack faulty;
    private static LocalStack stack;

    @BeforeAll
    static void start() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "faults").toAbsolutePath());
        faulty = new FaultyStack(Files.createTempDirectory(folder, "slow-"));
        stack = faulty.stack();
        stack.up(step -> {});
    }

    @AfterAll
    static void stop() {
        faulty.close();
    }

    @Test
    void isFeltAs429AndLeavesNoGrowingQueueAndNoDeadLetter() throws Exception {
        try (LoadedStack loaded = loadedStack()) {
            awaitWrites(loaded);
            Instant begin = Instant.now();
            Set<String> before = requestIds(loaded.history().attempts());
            provisionersToDatabase(true);
            try {
                // Which is long enough for each client to come again several times.
                await().pollDelay(SLOW).atMost(PATIENCE).until(() -> refused(loaded, before) > 9);
            } finally {
                provisionersToDatabase(false);
            }
            awaitWrites(loaded);
            loaded.stopLoad();
            Duration slow = Duration.between(begin, Instant.now());

            Evidence evidence = loaded.evidenceWhenCalm();
            assertThat(loaded.violations(evidence)).isEmpty();
            assertThat(evidence.left().values()).containsOnly(0L);
            List<Attempt> attempts = loaded.history().attempts();
            assertThat(attempts)
                    .allSatisfy(
                            attempt ->
                                    assertThat(attempt.answer().status())
                                            .as("%s", attempt)
                                            .isPositive()
                                            .isLessThan(500));
            attempts.removeIf(attempt -> before.contains(attempt.requestId()));
            assertThat(undecided(evidence, attempts)).isBetween(1L, mostUndecided(slow));
        }
    }

    private static LoadedStack loadedStack() throws IOException {
        LoadedStack loaded = new LoadedStack(stack, 6, System.out::println);
        loaded.load();
        return loaded;
    }

    /** Each client has one command in the queue for each time that it has waited in vain. */
    private static long mostUndecided(Duration slow) {
        return LoadedStack.CLIENTS * (slow.dividedBy(OUTCOME_TIMEOUT) + 2);
    }

    private static long undecided(Evidence evidence, List<Attempt> attempts) {
        Set<String> recorded =
                evidence.commands().stream()
                        .map(SentCommand::requestId)
                        .collect(Collectors.toSet());
        return attempts.stream()
                .filter(a -> a.answer().status() == 429 && recorded.contains(a.requestId()))
                .count();
    }

    private static long refused(LoadedStack loaded, Set<String> before) {
        return loaded.history().attempts().stream()
                .filter(a -> a.answer().status() == 429 && !before.contains(a.requestId()))
                .count();
    }

    private static Set<String> requestIds(List<Attempt> attempts) {
        return attempts.stream().map(Attempt::requestId).collect(Collectors.toSet());
    }

    private static void provisionersToDatabase(boolean slow) {
        for (String provisioner : List.of("provisioner-1", "provisioner-2")) {
            if (slow) {
                faulty.toDatabase(provisioner).stall();
            } else {
                faulty.toDatabase(provisioner).heal();
            }
        }
    }

    private static void awaitWrites(LoadedStack loaded) {
        long enough = loaded.history().writesDone() + ENOUGH_WRITES;
        await().atMost(PATIENCE).until(() -> loaded.history().writesDone() >= enough);
    }
}

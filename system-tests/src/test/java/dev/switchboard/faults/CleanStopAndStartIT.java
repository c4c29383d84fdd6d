package dev.switchboard.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.stream.Collectors.toSet;

import dev.switchboard.faults.history.Attempt;
import dev.switchboard.faults.history.Evidence;
import dev.switchboard.faults.history.Evidence.SentCommand;
import dev.switchboard.faults.network.TcpProxy;
import dev.switchboard.localstack.LocalStack;
import dev.switchboard.localstack.StackProcess;
import dev.switchboard.localstack.StackProcess.Signal;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Processes that are asked to end, and that are started, while Oktas are at work. */
@Timeout(value = 12, unit = TimeUnit.MINUTES)
final class CleanStopAndStartIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);
    private static final int WRITES_BETWEEN = 60;

    /**
     * Below the ten seconds after which the broker gives up somebody who left without a word: that
     * must show as a 429. A machine that starts a service may need longer than the usual five.
     */
    private static final String OUTCOME_TIMEOUT = "9s";

    private static FaultyStack faulty;
    private static LocalStack stack;

    @BeforeAll
    static void start() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "faults").toAbsolutePath());
        faulty =
                new FaultyStack(
                        Files.createTempDirectory(folder, "clean-"),
                        Map.of("SWITCHBOARD_GATEWAY_OUTCOMETIMEOUT", OUTCOME_TIMEOUT));
        stack = faulty.stack();
        stack.up(step -> {});
    }

    @AfterAll
    static void stop() {
        faulty.close();
    }

    /** One instance after the other, as a deployment does it. */
    @ParameterizedTest
    @ValueSource(strings = {"scim-gateway", "provisioner", "number-service"})
    void rollingRestartUnderLoadFailsNoRequest(String service) throws Exception {
        try (LoadedStack loaded = loadedStack(service.hashCode())) {
            awaitWrites(loaded);
            for (StackProcess instance : instancesOf(service)) {
                assertThat(endsByItself(instance)).isTrue();
                awaitWrites(loaded);
                instance.start();
                instance.awaitReady(START_PATIENCE);
                awaitWrites(loaded);
            }
            loaded.stopLoad();

            List<Attempt> attempts = loaded.history().attempts();
            assertThat(attempts)
                    .filteredOn(attempt -> attempt.answer().status() != 0)
                    .extracting(attempt -> attempt.answer().status())
                    .doesNotContain(429)
                    .allMatch(status -> status < 500);
            assertThat(requestsCutTwice(attempts)).isEmpty();
            keepsEveryPromise(loaded);
        }
    }

    /** {@link StackProcess#stop} would kill one that does not end, which is not clean. */
    private static boolean endsByItself(StackProcess instance) {
        Instant begin = Instant.now();
        instance.stop(PATIENCE);
        return Duration.between(begin, Instant.now()).compareTo(PATIENCE) < 0;
    }

    /** The client may try a request whose connection was cut once more. */
    private static List<String> requestsCutTwice(List<Attempt> attempts) {
        List<String> twice = new ArrayList<>();
        Map<String, Attempt> last = new HashMap<>();
        for (Attempt attempt : attempts) {
            Attempt before = last.put(attempt.client(), attempt);
            if (before != null && before.answer().status() == 0 && attempt.answer().status() == 0) {
                twice.add(before + " and " + attempt);
            }
        }
        return twice;
    }

    @Test
    void rebalancesLoseNothing() throws Exception {
        try (LoadedStack loaded = loadedStack(2)) {
            for (int i = 0; i < 2; i++) {
                for (String name : List.of("provisioner-1", "number-service-2")) {
                    awaitWrites(loaded);
                    stack.process(name).stop(PATIENCE);
                }
                awaitWrites(loaded);
                loaded.awaitAllReady();
            }
            loaded.stopLoad();

            keepsEveryPromise(loaded);
        }
    }

    @Test
    void anyStartOrderWorks() throws Exception {
        Random random = new Random(3);
        for (int round = 0; round < 2; round++) {
            stack.down(step -> {});
            List<StackProcess> order = new ArrayList<>(stack.processes());
            Collections.shuffle(order, random);
            if (round == 0) {
                // What everything needs comes last.
                order.sort(
                        (a, b) ->
                                Boolean.compare(
                                        faulty.services().contains(b.name()),
                                        faulty.services().contains(a.name())));
            }
            order.forEach(StackProcess::start);
            order.forEach(process -> process.awaitReady(START_PATIENCE));

            try (LoadedStack loaded = loadedStack(40 + round)) {
                awaitWrites(loaded);
                loaded.stopLoad();
                keepsEveryPromise(loaded);
            }
        }
    }

    @Test
    void aGatewayWithoutTheBrokerIsNotReady() {
        isNotReadyWithout(faulty.toBroker("scim-gateway-1"));
    }

    @Test
    void aGatewayWithoutTheStoreIsNotReady() {
        isNotReadyWithout(faulty.toDatabase("scim-gateway-1"));
    }

    private static void isNotReadyWithout(TcpProxy connection) {
        StackProcess gateway = stack.process("scim-gateway-1");
        await().atMost(PATIENCE).until(gateway::isReady);
        connection.cut();
        try {
            await().atMost(PATIENCE).until(() -> !gateway.isReady());
            await().atMost(PATIENCE).until(stack.process("scim-gateway-2")::isReady);
        } finally {
            connection.heal();
        }
        await().atMost(PATIENCE).until(gateway::isReady);
    }

    /** With nobody to decide, requests wait at the gateway: it must answer them before it ends. */
    @Test
    void aStoppingGatewayIsNotReadyAtOnceAndAnswersWhatItHasBegun() throws Exception {
        try (LoadedStack loaded = loadedStack(5)) {
            awaitWrites(loaded);
            StackProcess gateway = stack.process("scim-gateway-1");
            List<StackProcess> provisioners = instancesOf("provisioner");
            provisioners.forEach(p -> p.signal(Signal.STOP));
            try {
                int before = loaded.history().attempts().size();
                // Each client has one request under way before long; some of them are here.
                await().atMost(PATIENCE)
                        .until(() -> loaded.history().attempts().size() > before + 9);
                gateway.signal(Signal.TERM);
                await().atMost(PATIENCE).until(() -> !gateway.isReady());
                await().atMost(PATIENCE).until(() -> !gateway.isRunning());
            } finally {
                provisioners.forEach(p -> p.signal(Signal.CONT));
            }
            loaded.awaitAllReady();
            awaitWrites(loaded);
            loaded.stopLoad();

            Evidence evidence = loaded.evidenceWhenCalm();
            assertThat(loaded.violations(evidence)).isEmpty();
            // A connection that was idle may be closed under a request that is just being sent;
            // what the gateway has begun, and so may have recorded, is answered.
            Set<String> begun =
                    evidence.commands().stream().map(SentCommand::requestId).collect(toSet());
            assertThat(loaded.history().attempts())
                    .filteredOn(attempt -> attempt.answer().status() == 0)
                    .extracting(Attempt::requestId)
                    .doesNotContainAnyElementsOf(begun);
        }
    }

    private static LoadedStack loadedStack(long seed) throws IOException {
        LoadedStack loaded = new LoadedStack(stack, seed, System.out::println);
        loaded.load();
        return loaded;
    }

    private static List<StackProcess> instancesOf(String service) {
        return stack.processes().stream().filter(p -> p.name().startsWith(service + "-")).toList();
    }

    private static void awaitWrites(LoadedStack loaded) {
        long enough = loaded.history().writesDone() + WRITES_BETWEEN;
        await().atMost(PATIENCE).until(() -> loaded.history().writesDone() >= enough);
    }

    private static void keepsEveryPromise(LoadedStack loaded) throws InterruptedException {
        Evidence evidence = loaded.evidenceWhenCalm();
        assertThat(loaded.violations(evidence)).isEmpty();
    }
}

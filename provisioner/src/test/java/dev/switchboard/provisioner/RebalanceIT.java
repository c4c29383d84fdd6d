package dev.switchboard.provisioner;

import static dev.switchboard.provisioner.RunningProvisioner.createUser;
import static dev.switchboard.provisioner.RunningProvisioner.patchUser;
import static dev.switchboard.provisioner.RunningProvisioner.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Instances come and go, as in a deployment, while commands come in. */
@Timeout(240)
final class RebalanceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MOST_USERS = 2_000;
    private static final int PAUSE_MILLIS = 60;

    @Test
    void rebalancesUnderLoadLoseAndDoubleNothing() throws Exception {
        try (Pipeline pipeline = RunningProvisioner.pipeline()) {
            UUID company = RunningProvisioner.company();
            var loading = new AtomicBoolean(true);
            CompletableFuture<Map<UUID, List<UUID>>> load =
                    CompletableFuture.supplyAsync(() -> load(pipeline, company, loading));
            for (int i = 0; i < 2; i++) {
                try (var second = RunningProvisioner.start()) {
                    assertThat(second.isRunning()).isTrue();
                }
            }
            loading.set(false);
            Map<UUID, List<UUID>> commandsOfUsers = load.get(60, TimeUnit.SECONDS);

            assertThat(commandsOfUsers).isNotEmpty();
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    commandsOfUsers.entrySet().stream()
                                            .allMatch(e -> done(pipeline, e)));
            commandsOfUsers.forEach(
                    (user, commands) -> {
                        for (UUID command : commands) {
                            List<Outcome> outcomes = pipeline.outcomes(command);
                            // Perhaps told again, but never decided again.
                            assertThat(outcomes).containsOnly(outcomes.getFirst());
                            assertThat(outcomes.getFirst()).isNotInstanceOf(Outcome.Refused.class);
                        }
                        assertThat(pipeline.versions(user)).containsExactly(1L, 2L);
                    });
        }
    }

    private static boolean done(Pipeline pipeline, Map.Entry<UUID, List<UUID>> user) {
        return user.getValue().stream().noneMatch(c -> pipeline.outcomes(c).isEmpty())
                && pipeline.versions(user.getKey()).size() >= 2;
    }

    /** Creates users and changes each at once; gives the commands of each. */
    private static Map<UUID, List<UUID>> load(Pipeline pipeline, UUID company, AtomicBoolean goOn) {
        Map<UUID, List<UUID>> commands = new LinkedHashMap<>();
        while (goOn.get() && commands.size() < MOST_USERS) {
            UUID id = MessageIds.next();
            List<UUID> sent = new ArrayList<>();
            sent.add(pipeline.send(company, createUser(id, user(id + "@example.com"))));
            sent.add(pipeline.send(company, patchUser(id, Map.of("displayName", "Moved"))));
            commands.put(id, sent);
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return commands;
            }
        }
        return commands;
    }
}

package dev.switchboard.provisioner;

import static dev.switchboard.provisioner.RunningProvisioner.company;
import static dev.switchboard.provisioner.RunningProvisioner.createUser;
import static dev.switchboard.provisioner.RunningProvisioner.patchUser;
import static dev.switchboard.provisioner.RunningProvisioner.sendForOnePoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.switchboard.messages.Command;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.NumberEvent;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.Topics;
import dev.switchboard.messages.UserEvent;
import dev.switchboard.testsupport.TestKafka;
import dev.switchboard.userstore.Outcomes;
import dev.switchboard.userstore.TooMuchAtOnceException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Polls that would not fit into the memory of a service if they were one transaction. */
@Timeout(180)
final class LargeUsersIT {

    /** In characters; two of these users are too much for one transaction already. */
    private static final int LARGE = 600_000;

    private static Pipeline pipeline;

    private final UUID company = company();

    @BeforeAll
    static void open() {
        pipeline = RunningProvisioner.pipeline();
    }

    @AfterAll
    static void close() {
        pipeline.close();
    }

    @Test
    void decidesManyCommandsOnOneLargeUserInParts() throws Exception {
        UUID id = created(900_000);
        Map<UUID, Command> commands = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            commands.put(MessageIds.next(), patchUser(id, Map.of("title", "Title " + i)));
        }

        sendForOnePoll(pipeline, records(commands));

        pipeline.awaitOutcomes(List.copyOf(commands.keySet()));
        assertThat(pipeline.answered(commands.keySet()))
                .containsExactlyElementsOf(commands.keySet());
        assertThat(commands.keySet())
                .extracting(
                        each ->
                                ((Outcome.Updated) pipeline.outcome(each))
                                        .resource()
                                        .path("title")
                                        .asString())
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "Title " + i).toList());
        assertThat(pipeline.events(id, 21))
                .extracting(UserEvent::version)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 21).boxed().toList());
        assertThat(transactions("users.outcome", "command_id", commands.keySet()))
                .isBetween(2L, 20L);
    }

    @Test
    void answersEachPartAtOnceAndFromTheRecordWhenThePollComesAgain() throws Exception {
        Map<UUID, Command> commands = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            commands.put(MessageIds.next(), patchUser(created(LARGE), Map.of("active", false)));
        }
        List<UUID> ids = List.copyOf(commands.keySet());
        try (var _ = new FullDisk("outcome", "NEW.command_id = '%s'".formatted(ids.getLast()))) {
            sendForOnePoll(pipeline, records(commands));

            pipeline.awaitOutcomes(ids.subList(0, 19));
            assertThat(pipeline.outcomes(ids.getLast())).isEmpty();
        }
        pipeline.outcome(ids.getLast());
        var outcomes = RunningProvisioner.shared().getBean(Outcomes.class);
        var transactions = RunningProvisioner.shared().getBean(TransactionTemplate.class);
        assertThatExceptionOfType(TooMuchAtOnceException.class)
                .isThrownBy(() -> transactions.execute(_ -> outcomes.find(ids)));
        int answers = pipeline.outcomes(ids.getFirst()).size();

        sendForOnePoll(pipeline, records(commands));

        await().atMost(Duration.ofSeconds(90))
                .until(
                        () ->
                                pipeline.outcomes(ids.getLast()).size() > 1
                                        && pipeline.outcomes(ids.getFirst()).size() > answers);
        commands.forEach(
                (id, command) -> {
                    assertThat(pipeline.outcomes(id)).hasSizeGreaterThan(1);
                    assertThat(Set.copyOf(pipeline.outcomes(id))).hasSize(1);
                    assertThat(pipeline.events(command.resourceId(), 2))
                            .extracting(UserEvent::version)
                            .containsExactly(1L, 2L);
                });
    }

    @Test
    void readsNoMoreLargeCommandsTogetherThanFit() throws Exception {
        Map<UUID, Command> commands = new LinkedHashMap<>();
        Map<Integer, List<ProducerRecord<String, byte[]>>> byPartition = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            UUID id = MessageIds.next();
            Command create = createUser(MessageIds.next(), user(LARGE));
            commands.put(id, create);
            byPartition.put(i, records(Map.of(id, create)));
        }

        sendForOnePoll(pipeline, byPartition);

        assertThat(commands.keySet())
                .allSatisfy(
                        each ->
                                assertThat(pipeline.outcome(each))
                                        .isInstanceOf(Outcome.Created.class));
        assertThat(transactions("users.outcome", "command_id", commands.keySet())).isEqualTo(3);
    }

    @Test
    void writesNumbersOfLargeUsersApartAndTheOthersTogether() throws Exception {
        List<UUID> ids =
                Stream.concat(
                                Stream.generate(() -> created(LARGE)).limit(4),
                                Stream.generate(() -> created(10)).limit(28))
                        .toList();

        sendForOnePoll(
                pipeline,
                ids.stream()
                        .map(
                                id ->
                                        numberEvent(
                                                new NumberEvent.NumberUnavailable(
                                                        id, 1, "212", null)))
                        .toList());

        ids.forEach(id -> pipeline.events(id, 2));
        assertThat(transactions("users.scim_user", "id", ids)).isBetween(2L, 10L);
    }

    @Test
    void writesManyNumbersOfOneLargeUserInParts() throws Exception {
        UUID id = created(900_000);
        List<ProducerRecord<String, byte[]>> events = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            events.add(
                    numberEvent(
                            i % 2 == 1
                                    ? new NumberEvent.NumberUnavailable(id, i, "212", null)
                                    : new NumberEvent.NumberNotNeeded(id, i)));
        }
        try (var _ =
                new FullDisk(
                        "scim_user", "NEW.id = '%s' AND NEW.number_sequence = 20".formatted(id))) {
            sendForOnePoll(pipeline, events);

            pipeline.events(id, 10);
        }

        assertThat(pipeline.events(id, 21))
                .extracting(UserEvent::version)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 21).boxed().toList());
    }

    /** A reader's fetches are bounded by what they have on the wire. */
    @Test
    void sendsNothingThatGrowsWhereItIsRead() throws Exception {
        long events = stored(Topics.USER_EVENTS);
        long outcomes = stored(Topics.USER_OUTCOMES);

        pipeline.events(created(LARGE), 1);

        assertThat(stored(Topics.USER_EVENTS) - events).isGreaterThan(LARGE);
        assertThat(stored(Topics.USER_OUTCOMES) - outcomes).isGreaterThan(LARGE);
    }

    /** Bytes that the broker has of a topic. */
    private static long stored(String topic) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            List<Integer> brokers =
                    admin.describeCluster().nodes().get().stream().map(Node::id).toList();
            return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
                    .flatMap(disks -> disks.values().stream())
                    .flatMap(disk -> disk.replicaInfos().entrySet().stream())
                    .filter(replica -> replica.getKey().topic().equals(topic))
                    .mapToLong(replica -> replica.getValue().size())
                    .sum();
        }
    }

    private UUID created(int characters) {
        UUID id = MessageIds.next();
        assertThat(pipeline.ask(company, createUser(id, user(characters))))
                .isInstanceOf(Outcome.Created.class);
        return id;
    }

    private static ObjectNode user(int characters) {
        return RunningProvisioner.user(UUID.randomUUID() + "@example.com")
                .put("nickName", "n".repeat(characters));
    }

    private List<ProducerRecord<String, byte[]>> records(Map<UUID, Command> commands) {
        return commands.entrySet().stream()
                .map(
                        each ->
                                pipeline.record(
                                        each.getKey(),
                                        company,
                                        each.getValue(),
                                        each.getValue().resourceId()))
                .toList();
    }

    private ProducerRecord<String, byte[]> numberEvent(NumberEvent event) {
        return pipeline.record(MessageIds.next(), company, event, event.userId());
    }

    /** Rows that were last written by the same transaction have the same {@code xmin}. */
    private static long transactions(String table, String column, Collection<UUID> ids) {
        return Objects.requireNonNull(
                RunningProvisioner.shared()
                        .getBean(JdbcTemplate.class)
                        .queryForObject(
                                "select count(distinct xmin::text) from %s where %s = any(?::uuid[])"
                                        .formatted(table, column),
                                Long.class,
                                (Object) ids.stream().map(UUID::toString).toArray(String[]::new)));
    }
}

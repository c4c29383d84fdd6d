package dev.switchboard.provisioner;

import static dev.switchboard.provisioner.RunningProvisioner.company;
import static dev.switchboard.provisioner.RunningProvisioner.createUser;
import static dev.switchboard.provisioner.RunningProvisioner.patchUser;
import static dev.switchboard.provisioner.RunningProvisioner.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.NumberEvent;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.Outcome.Reason;
import dev.switchboard.messages.Topics;
import dev.switchboard.messages.UserEvent;
import dev.switchboard.testsupport.TestKafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

@Timeout(180)
final class FaultsIT {

    private static final JdbcTemplate JDBC =
            RunningProvisioner.shared().getBean(JdbcTemplate.class);

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
    void putsWhatIsNoCommandAsideAndGoesOn() {
        UUID id = MessageIds.next();
        pipeline.send(new ProducerRecord<>(Topics.USER_COMMANDS, "rubbish", new byte[] {1, 2}));
        pipeline.send(new ProducerRecord<>(Topics.USER_COMMANDS, 3, "rubbish-3", null));

        Outcome good = pipeline.ask(company, createUser(id, user("after-rubbish@example.com")));

        assertThat(good).isInstanceOf(Outcome.Created.class);
        ConsumerRecord<String, byte[]> letter = pipeline.deadLetter("rubbish-3");
        assertThat(letter.partition()).isEqualTo(3);
        assertThat(MessageCodec.header(letter.headers(), "dlt_topic"))
                .isEqualTo(Topics.USER_COMMANDS);
        assertThat(MessageCodec.header(letter.headers(), "dlt_partition")).isEqualTo("3");
        assertThat(MessageCodec.header(letter.headers(), "dlt_attempts")).isEqualTo("1");
        assertThat(MessageCodec.header(letter.headers(), "dlt_reason")).contains("no header");
        assertThat(pipeline.deadLetter("rubbish").value()).containsExactly(1, 2);
    }

    @Test
    void putsACommandThatAlwaysFailsAsideAndAnswersTheOthersOfItsBatch() {
        UUID poison = MessageIds.next();
        // The gateway refuses U+0000, which the database cannot store.
        UUID failing =
                pipeline.send(
                        company,
                        createUser(poison, user("poison@example.com").put("title", "a\0b")));
        List<UUID> good = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            good.add(
                    pipeline.send(
                            company,
                            createUser(MessageIds.next(), user("good" + i + "@example.com"))));
        }

        assertThat(good)
                .allSatisfy(
                        c -> assertThat(pipeline.outcome(c)).isInstanceOf(Outcome.Created.class));
        assertThat(((Outcome.Refused) pipeline.outcome(failing)).reason()).isEqualTo(Reason.FAILED);
        ConsumerRecord<String, byte[]> letter = pipeline.deadLetter(poison.toString());
        assertThat(MessageCodec.header(letter.headers(), "dlt_attempts")).isEqualTo("3");
        assertThat(MessageCodec.header(letter.headers(), "dlt_reason"))
                .doesNotContain("poison@example.com");
        assertThat(MessageCodec.header(letter.headers(), "ce_id")).isEqualTo(failing.toString());
    }

    @Test
    void leavesOneLetterHoweverOftenAPollOfCommandsComesAgain() throws Exception {
        UUID poison = MessageIds.next();
        UUID command = MessageIds.next();
        try (var _ = new FullDisk("outcome", "NEW.command_id = '%s'".formatted(command))) {
            RunningProvisioner.sendForOnePoll(
                    pipeline,
                    List.of(
                            new ProducerRecord<>(
                                    Topics.USER_COMMANDS, "no-command", new byte[] {1}),
                            pipeline.record(
                                    command,
                                    company,
                                    createUser(
                                            poison,
                                            user("poison2@example.com").put("title", "a\0b")),
                                    poison)));
            FullDisk.awaitAttempts(3);
            assertThat(pipeline.deadLetters("no-command")).isEmpty();
        }

        assertThat(((Outcome.Refused) pipeline.outcome(command)).reason()).isEqualTo(Reason.FAILED);
        pipeline.deadLetter("no-command");
        assertThat(pipeline.deadLetters("no-command")).hasSize(1);
        assertThat(pipeline.deadLetters(poison.toString())).hasSize(1);
    }

    @Test
    void leavesOneLetterHoweverOftenAPollOfNumberEventsComesAgain() throws Exception {
        UUID id = MessageIds.next();
        pipeline.ask(company, createUser(id, user("held-up@example.com")));
        try (var _ = new FullDisk("scim_user", "NEW.id = '%s'".formatted(id))) {
            RunningProvisioner.sendForOnePoll(
                    pipeline,
                    List.of(
                            new ProducerRecord<>(Topics.NUMBER_EVENTS, "no-event", new byte[] {1}),
                            pipeline.record(
                                    MessageIds.next(),
                                    company,
                                    new NumberEvent.NumberUnavailable(id, 1, "212", null),
                                    id)));
            FullDisk.awaitAttempts(3);
            assertThat(pipeline.deadLetters("no-event")).isEmpty();
        }

        pipeline.events(id, 2);
        pipeline.deadLetter("no-event");
        assertThat(pipeline.deadLetters("no-event")).hasSize(1);
    }

    /** As after a crash between the database's commit and the broker's. */
    @Test
    void changesNothingWhereWholeBatchesComeAgain() throws Exception {
        Map<TopicPartition, OffsetAndMetadata> before = endsOfCommands();
        List<UUID> ids = new ArrayList<>();
        List<UUID> commands = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            UUID id = MessageIds.next();
            ids.add(id);
            pipeline.send(company, createUser(id, user("crash" + i + "@example.com")));
            commands.add(pipeline.send(company, patchUser(id, Map.of("displayName", "Crash"))));
        }
        commands.forEach(pipeline::outcome);
        ids.forEach(id -> pipeline.events(id, 2));
        Long recorded = JDBC.queryForObject("SELECT count(*) FROM users.outcome", Long.class);

        rewind(before);

        await().atMost(Duration.ofSeconds(60))
                .until(() -> commands.stream().allMatch(c -> pipeline.outcomes(c).size() == 2));
        for (UUID command : commands) {
            List<Outcome> outcomes = pipeline.outcomes(command);
            assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0));
        }
        assertThat(JDBC.queryForObject("SELECT count(*) FROM users.outcome", Long.class))
                .isEqualTo(recorded);
        assertThat(ids)
                .allSatisfy(
                        id ->
                                assertThat(pipeline.events(id))
                                        .extracting(UserEvent::version)
                                        .containsExactly(1L, 2L));
    }

    /** What other tests sent stands before: its outcomes may have been pruned. */
    private static Map<TopicPartition, OffsetAndMetadata> endsOfCommands() throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int p = 0; p < Topics.PARTITIONS; p++) {
            latest.put(new TopicPartition(Topics.USER_COMMANDS, p), OffsetSpec.latest());
        }
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.listOffsets(latest)
                    .all()
                    .get()
                    .forEach((p, end) -> ends.put(p, new OffsetAndMetadata(end.offset())));
        }
        return ends;
    }

    private static void rewind(Map<TopicPartition, OffsetAndMetadata> rewound) throws Exception {
        var listeners = RunningProvisioner.shared().getBean(KafkaListenerEndpointRegistry.class);
        MessageListenerContainer commands =
                Objects.requireNonNull(listeners.getListenerContainer("user-commands"));
        listeners.getListenerContainers().forEach(MessageListenerContainer::stop);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(
                            () -> {
                                admin.alterConsumerGroupOffsets("provisioner", rewound).all().get();
                                return true;
                            });
        }
        listeners.getListenerContainers().forEach(MessageListenerContainer::start);
        await().until(commands::isRunning);
    }

    @Test
    void sharesTheWorkOfTwoInstances() {
        List<UUID> ids = new ArrayList<>();
        List<UUID> commands = new ArrayList<>();
        try (var other = RunningProvisioner.start()) {
            assertThat(other.isRunning()).isTrue();
            for (int i = 0; i < 200; i++) {
                UUID id = MessageIds.next();
                ids.add(id);
                commands.add(
                        pipeline.send(company, createUser(id, user("two" + i + "@example.com"))));
                commands.add(pipeline.send(company, patchUser(id, Map.of("displayName", "Two"))));
            }
            pipeline.outcome(commands.get(100));
        }

        assertThat(commands)
                .allSatisfy(
                        c ->
                                assertThat(pipeline.outcome(c))
                                        .isNotInstanceOf(Outcome.Refused.class));
        assertThat(ids)
                .allSatisfy(id -> assertThat(pipeline.versions(id, 2)).containsExactly(1L, 2L));
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                Objects.equals(
                                        JDBC.queryForObject(
                                                "SELECT count(*) FROM users.outbox", Long.class),
                                        0L));
    }
}

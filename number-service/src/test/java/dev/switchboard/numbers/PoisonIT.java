package dev.switchboard.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.Topics;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Records that cannot be processed, among others that can. */
@Timeout(180)
final class PoisonIT {

    private final Fixture fixture = new Fixture();
    private final TopicReader deadLetters = fixture.read(Topics.deadLettersOf(Topics.USER_EVENTS));
    private final UUID company = MessageIds.next();

    @AfterEach
    void close() {
        deadLetters.close();
        fixture.close();
    }

    @Test
    void putsUnreadableRecordsAsideAndHoldsNobodyUp() {
        fixture.startInstance();
        fixture.importNumbers("216", 0, 3);
        var before = new TestUser(company, "216");
        var after = new TestUser(company, "216");
        ProducerRecord<String, byte[]> good = new TestUser(company, "216").created();
        var broken =
                new ProducerRecord<>(
                        good.topic(),
                        null,
                        good.key(),
                        "{\"userId\": \"ada@example.com\"".getBytes(UTF_8),
                        good.headers());
        var headless = new ProducerRecord<>(good.topic(), good.key(), "{}".getBytes(UTF_8));

        fixture.publish(before.created(), broken, headless, after.created());
        fixture.awaitCalm();

        assertThat(fixture.numberOf(before)).isNotEqualTo("none");
        assertThat(fixture.numberOf(after)).isNotEqualTo("none");
        List<ConsumerRecord<String, byte[]>> letters = deadLetters.records();
        assertThat(letters).hasSize(2);
        assertThat(letters.getFirst().key()).isEqualTo(good.key());
        assertThat(letters.getFirst().value()).isEqualTo(broken.value());
        assertThat(TopicReader.header(letters.getFirst(), "dlt_reason"))
                .startsWith("Cannot read record user.events-")
                .doesNotContain("ada@example.com");
        assertThat(TopicReader.header(letters.getFirst(), "dlt_topic")).isEqualTo("user.events");
        assertThat(TopicReader.header(letters.getFirst(), "dlt_partition"))
                .isEqualTo(String.valueOf(letters.getFirst().partition()));
        assertThat(TopicReader.header(letters.getFirst(), "dlt_offset")).matches("[0-9]+");
        assertThat(TopicReader.header(letters.getFirst(), "dlt_attempts")).isEqualTo("1");
        assertThat(TopicReader.header(letters.getFirst(), "ce_id")).isNotNull();
        assertThat(letters)
                .allSatisfy(
                        letter ->
                                assertThat(letter.headers())
                                        .noneMatch(h -> h.key().contains("stack")));
    }

    @Test
    void readsFieldsOfALaterReleaseAndPutsItsTypesAside() {
        fixture.startInstance();
        fixture.importNumbers("219", 0, 3);
        var user = new TestUser(company, "219");
        ProducerRecord<String, byte[]> created = user.created();
        String value = new String(created.value(), UTF_8);
        var withMore =
                new ProducerRecord<>(
                        created.topic(),
                        null,
                        created.key(),
                        value.replaceFirst("\\{", "{\"addedLater\":{\"x\":1},").getBytes(UTF_8),
                        created.headers());
        ProducerRecord<String, byte[]> unknown = user.updated();
        unknown.headers()
                .remove("ce_type")
                .add("ce_type", "dev.switchboard.user.merged.v1".getBytes(UTF_8));

        fixture.publish(withMore, unknown, user.updated());
        fixture.awaitCalm();

        assertThat(fixture.numberOf(user)).startsWith("+1219");
        assertThat(deadLetters.records())
                .singleElement()
                .satisfies(
                        letter ->
                                assertThat(TopicReader.header(letter, "dlt_reason"))
                                        .endsWith(
                                                "type 'dev.switchboard.user.merged.v1' is not known here"));
        // The version after the letter's was applied: letters do not hold up what follows.
        assertThat(fixture.count("SELECT version FROM subscriber WHERE user_id = ?", user.id()))
                .isEqualTo(3);
    }

    @Test
    void findsTheOneRecordThatTheDatabaseWillNotTake() {
        MeterRegistry meters = fixture.startInstance().getBean(MeterRegistry.class);
        fixture.importNumbers("217", 0, 20);
        var poison = new TestUser(company, "217");
        fixture.jdbc()
                .execute(
                        "ALTER TABLE subscriber ADD CHECK (version = 0 OR user_id <> '%s')"
                                .formatted(poison.id()));
        List<TestUser> others =
                Stream.generate(() -> new TestUser(company, "217")).limit(10).toList();

        fixture.publish(others.subList(0, 5).stream().map(TestUser::created).toList());
        fixture.publish(poison.created());
        fixture.publish(others.subList(5, 10).stream().map(TestUser::created).toList());
        fixture.awaitCalm();

        assertThat(others).allSatisfy(u -> assertThat(fixture.numberOf(u)).startsWith("+1217"));
        assertThat(deadLetters.records())
                .singleElement()
                .satisfies(
                        letter -> {
                            assertThat(letter.key()).isEqualTo(poison.id().toString());
                            assertThat(TopicReader.header(letter, "dlt_reason"))
                                    .isEqualTo("DataIntegrityViolationException (SQLSTATE 23514)");
                            assertThat(TopicReader.header(letter, "dlt_attempts")).isEqualTo("3");
                        });
        assertThat(records(meters, "applied")).isEqualTo(10);
        assertThat(records(meters, "dead")).isOne();
        fixture.assertInvariants();
    }

    private static double records(MeterRegistry meters, String result) {
        return meters.get("switchboard.intake.records").tag("result", result).counter().count();
    }

    @Test
    void leavesOneLetterHoweverOftenAPollComesAgain() {
        fixture.startInstance();
        fixture.importNumbers("220", 0, 3);
        var poison = new TestUser(company, "220");
        var heldUp = new TestUser(company, "220");
        fixture.jdbc()
                .execute(
                        "ALTER TABLE subscriber ADD CHECK (user_id <> '%s')"
                                .formatted(poison.id()));
        fixture.jdbc()
                .execute(
                        """
                        CREATE SEQUENCE attempt;
                        CREATE FUNCTION hold_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
                        AS $$ BEGIN
                            PERFORM nextval('numbers.attempt');
                            RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full';
                        END $$;
                        CREATE TRIGGER hold_up BEFORE INSERT OR UPDATE ON subscriber
                        FOR EACH ROW WHEN (NEW.version > 0 AND NEW.user_id = '%s')
                        EXECUTE FUNCTION hold_up()
                        """
                                .formatted(heldUp.id()));

        // In one poll: of one partition, and there before the listener is.
        fixture.stopListening();
        fixture.publish(
                inPartition(4, new ProducerRecord<>(Topics.USER_EVENTS, "x", new byte[] {1})),
                inPartition(4, poison.created()),
                inPartition(4, heldUp.created()));
        fixture.startListening();
        Fixture.soon().until(() -> fixture.count("SELECT last_value FROM attempt") > 3);
        assertThat(deadLetters.records()).isEmpty();

        fixture.jdbc().execute("DROP TRIGGER hold_up ON subscriber");
        Fixture.soon().until(() -> fixture.numberOf(heldUp).startsWith("+1220"));
        fixture.awaitCalm();

        assertThat(deadLetters.records())
                .extracting(letter -> letter.key())
                .containsExactlyInAnyOrder("x", poison.id().toString());
        fixture.assertInvariants();
    }

    private static ProducerRecord<String, byte[]> inPartition(
            int partition, ProducerRecord<String, byte[]> event) {
        return new ProducerRecord<>(
                event.topic(), partition, event.key(), event.value(), event.headers());
    }

    @Test
    void replaysAnEventOnceTheCauseIsMendedAndChangesNothingTheSecondTime() {
        fixture.startInstance();
        fixture.importNumbers("218", 0, 3);
        var user = new TestUser(company, "218");
        fixture.jdbc()
                .execute(
                        "ALTER TABLE subscriber ADD CONSTRAINT poison CHECK (version = 0 OR user_id <> '%s')"
                                .formatted(user.id()));
        fixture.publish(user.created());
        fixture.awaitCalm();
        ConsumerRecord<String, byte[]> letter = deadLetters.records().getLast();
        assertThat(letter.key()).isEqualTo(user.id().toString());
        assertThat(fixture.numberOf(user)).isEqualTo("none");
        fixture.jdbc().execute("ALTER TABLE subscriber DROP CONSTRAINT poison");

        String path = pathOf(letter);
        assertThat(fixture.post(path + "/replay").body()).contains("\"done\":true");
        Fixture.soon().until(() -> fixture.numberOf(user).startsWith("+1218"));
        fixture.awaitCalm();
        assertThat(fixture.post(path + "/replay").body()).contains("\"done\":false");
        assertThat(fixture.get("/admin/v1/dead-letters?limit=1000").body())
                .doesNotContain(user.id().toString());

        // The broker had it twice, as after a crash between sending and noting it.
        String number = fixture.numberOf(user);
        long events = historyOf(user);
        fixture.jdbc().execute("DELETE FROM dead_letter_handled");
        assertThat(fixture.post(path + "/replay").body()).contains("\"done\":true");
        fixture.awaitCalm();
        assertThat(fixture.numberOf(user)).isEqualTo(number);
        assertThat(historyOf(user)).isEqualTo(events);
        fixture.assertInvariants();
    }

    private long historyOf(TestUser user) {
        return fixture.count("SELECT count(*) FROM number_history WHERE user_id = ?", user.id());
    }

    private static String pathOf(ConsumerRecord<String, byte[]> letter) {
        return "/admin/v1/dead-letters/%s/%d/%d"
                .formatted(letter.topic(), letter.partition(), letter.offset());
    }
}

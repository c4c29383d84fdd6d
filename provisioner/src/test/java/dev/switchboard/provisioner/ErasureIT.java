package dev.switchboard.provisioner;

import static dev.switchboard.provisioner.RunningProvisioner.company;
import static dev.switchboard.provisioner.RunningProvisioner.createUser;
import static dev.switchboard.provisioner.RunningProvisioner.deleteUser;
import static dev.switchboard.provisioner.RunningProvisioner.patchUser;
import static dev.switchboard.provisioner.RunningProvisioner.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.Topics;
import dev.switchboard.userstore.Erasure;
import dev.switchboard.userstore.Outcomes;
import dev.switchboard.userstore.RequestLog;
import dev.switchboard.userstore.RequestLogRow;
import dev.switchboard.userstore.RequestLogSearch;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is left of a person after their user has been deleted (docs/security.md, Erasure). */
@Timeout(180)
final class ErasureIT {

    private static final JdbcTemplate JDBC =
            RunningProvisioner.shared().getBean(JdbcTemplate.class);

    @Test
    void theStoreForgetsADeletedUser() {
        UUID company = company();
        UUID id = MessageIds.next();
        try (Pipeline pipeline = RunningProvisioner.pipeline()) {
            pipeline.ask(company, createUser(id, user("erased.person@example.com")));
            pipeline.ask(company, patchUser(id, Map.of("displayName", "Erased Person")));
            assertThat(tablesWith("erased.person")).contains("scim_user");

            assertThat(pipeline.ask(company, deleteUser(id))).isInstanceOf(Outcome.Deleted.class);
            pipeline.events(id, 3);
        }

        // The outbox is emptied a moment after the events were seen. Outcomes are kept for commands
        // that come again, and go when none can.
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                List.of("outcome", "erasure")
                                        .containsAll(tablesWith("erased.person")));
        RunningProvisioner.shared()
                .getBean(Erasure.class)
                .forget(Instant.now().plus(Duration.ofDays(1)), List.of());
        RunningProvisioner.shared()
                .getBean(Outcomes.class)
                .prune(Instant.now().plus(Duration.ofDays(1)), 100_000);
        assertThat(tablesWith("erased.person")).isEmpty();
        assertThat(tablesWith("Erased Person")).isEmpty();
    }

    @Test
    void theRequestLogForgetsADeletedUser() {
        UUID company = company();
        UUID another = company();
        UUID id = MessageIds.next();
        RequestLog requests = RunningProvisioner.shared().getBean(RequestLog.class);
        try (Pipeline pipeline = RunningProvisioner.pipeline()) {
            pipeline.ask(company, createUser(id, user("logged.person@example.com")));
            requests.add(
                    List.of(
                            refused(company, null, "userName 'Logged.Person@example.com' is taken"),
                            refused(company, id, "the value 'Logged' is odd"),
                            refused(company, null, "userName 'another@example.com' is taken")));

            pipeline.ask(company, deleteUser(id));
        }
        // Entries come after the deletion too; another company's user of that name is still there.
        requests.add(
                List.of(
                        refused(company, null, "'logged.person@example.com' came late"),
                        refused(another, null, "'logged.person@example.com' is another's")));
        // More than are looked for at once, on both sides of the one that matters.
        JDBC.update(
                """
                INSERT INTO users.erasure (user_id, company_id, user_name, deleted_at)
                SELECT gen_random_uuid(), ?, 'nobody ' || n, now() FROM generate_series(1, 250) AS n
                """,
                company);
        Erasure erasure = RunningProvisioner.shared().getBean(Erasure.class);
        erasure.eraseDetails();
        assertThat(details(requests, company))
                .containsExactlyInAnyOrder(
                        Erasure.ERASED,
                        Erasure.ERASED,
                        Erasure.ERASED,
                        "userName 'another@example.com' is taken");
        assertThat(details(requests, another))
                .containsExactly("'logged.person@example.com' is another's");

        erasure.forget(Instant.now().plus(Duration.ofDays(1)), List.of());
        assertThat(tablesWith("logged.person")).doesNotContain("erasure");
    }

    /** Who is created again under the name is not deleted, nor is anybody who has it later. */
    @Test
    void whatNamesSomebodyLaterStaysInTheRequestLog() {
        UUID company = company();
        RequestLog requests = RunningProvisioner.shared().getBean(RequestLog.class);
        UUID user = note(company, "back@example.com");
        JDBC.update(
                "UPDATE users.erasure SET deleted_at = now() - interval '1 hour' WHERE user_id = ?",
                user);
        requests.add(
                List.of(
                        refused(company, null, "userName 'back@example.com' is taken"),
                        refused(company, user, "'back@example.com' is gone")));

        RunningProvisioner.shared().getBean(Erasure.class).eraseDetails();

        assertThat(details(requests, company))
                .containsExactlyInAnyOrder(Erasure.ERASED, "userName 'back@example.com' is taken");
    }

    @Test
    void oneCompanysFailureKeepsNobodyElseInTheRequestLog() throws Exception {
        UUID failing = company();
        UUID another = company();
        RequestLog requests = RunningProvisioner.shared().getBean(RequestLog.class);
        Erasure erasure = RunningProvisioner.shared().getBean(Erasure.class);
        for (UUID company : List.of(failing, another)) {
            requests.add(List.of(refused(company, null, "'kept.person' is taken")));
            JDBC.update(
                    "UPDATE users.request_log SET answered_at = now() - interval '3 days' WHERE company_id = ?",
                    company);
            JDBC.update(
                    """
                    INSERT INTO users.erasure (user_id, company_id, user_name, deleted_at)
                    VALUES (gen_random_uuid(), ?, 'kept.person', now() - interval '2 days')
                    """,
                    company);
        }
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));

        try (var _ = new FullDisk("request_log", "NEW.company_id = '%s'".formatted(failing))) {
            Erasure.Run run = erasure.eraseDetails();
            assertThat(run.missed()).hasSize(1);
            assertThat(run.failure()).isNotNull();
            erasure.forget(yesterday, run.missed());
        }
        assertThat(details(requests, failing)).containsExactly("'kept.person' is taken");
        assertThat(details(requests, another)).containsExactly(Erasure.ERASED);
        assertThat(noted(failing)).as("who was missed is looked for again").isEqualTo(1);
        assertThat(noted(another)).isZero();

        Erasure.Run again = erasure.eraseDetails();
        assertThat(again.missed()).isEmpty();
        erasure.forget(yesterday, again.missed());
        assertThat(details(requests, failing)).containsExactly(Erasure.ERASED);
        assertThat(noted(failing)).isZero();
    }

    @Test
    void whatIsTooMuchForOneStatementIsMadeByMany() throws Exception {
        UUID company = company();
        RequestLog requests = RunningProvisioner.shared().getBean(RequestLog.class);
        Erasure erasure = RunningProvisioner.shared().getBean(Erasure.class);
        for (int i = 0; i < 150; i++) {
            String name = "one of many %03d".formatted(i);
            requests.add(List.of(refused(company, null, "'" + name + "' is taken")));
            note(company, name);
        }

        try (var _ = new SlowUpdates(10)) {
            Erasure.Run run = erasure.eraseDetails();
            assertThat(run.changed()).isEqualTo(150);
            assertThat(run.missed()).isEmpty();
            assertThat(run.failure()).isNull();
        }
        assertThat(tablesWith("one of many")).containsExactly("erasure");
    }

    @Test
    void whereOneUserIsTooMuchTheyAreLookedForAgain() throws Exception {
        UUID company = company();
        RequestLog requests = RunningProvisioner.shared().getBean(RequestLog.class);
        Erasure erasure = RunningProvisioner.shared().getBean(Erasure.class);
        UUID user = note(company, "often refused");
        for (int i = 0; i < 11; i++) {
            requests.add(List.of(refused(company, user, "attempt " + i)));
        }

        try (var _ = new SlowUpdates(10)) {
            Erasure.Run run = erasure.eraseDetails();
            assertThat(run.missed()).containsExactly(user);
            assertThat(run.failure()).isNotNull();
        }
        assertThat(erasure.eraseDetails().changed()).isEqualTo(11);
    }

    @Test
    void whoFailsEachTimeKeepsNobodyElseInTheRequestLog() throws Exception {
        UUID company = company();
        RequestLog requests = RunningProvisioner.shared().getBean(RequestLog.class);
        Erasure erasure = RunningProvisioner.shared().getBean(Erasure.class);
        List<UUID> users =
                Stream.generate(() -> noteRefused(requests, company)).limit(5).sorted().toList();
        UUID first = users.get(0);
        UUID second = users.get(1);
        UUID third = users.get(2);

        try (var _ = updatesFailFor(first, second, third)) {
            Erasure.Run run = erasure.eraseDetails();
            assertThat(run.missed()).containsExactlyInAnyOrderElementsOf(users);
            assertThat(erasure.eraseDetails().missed())
                    .as("the others have their turn before those who failed")
                    .containsExactlyInAnyOrder(first, second, third);
            assertThat(details(requests, company)).filteredOn(Erasure.ERASED::equals).hasSize(2);
        }
        try (var _ = updatesFailFor(first, third)) {
            assertThat(erasure.eraseDetails().missed())
                    .as("who had no turn has it now")
                    .containsExactlyInAnyOrder(first, third);
        }
        assertThat(erasure.eraseDetails().missed()).isEmpty();
        assertThat(details(requests, company)).containsOnly(Erasure.ERASED);
    }

    private static FullDisk updatesFailFor(UUID... users) throws SQLException {
        return new FullDisk(
                "request_log",
                "NEW.resource_id IN (%s)"
                        .formatted(
                                Stream.of(users)
                                        .map("'%s'"::formatted)
                                        .collect(Collectors.joining(","))));
    }

    private static UUID noteRefused(RequestLog requests, UUID company) {
        UUID user = note(company, "always refused " + MessageIds.next());
        requests.add(List.of(refused(company, user, "'always refused' is taken")));
        return user;
    }

    private static UUID note(UUID company, String userName) {
        UUID user = MessageIds.next();
        JDBC.update(
                """
                INSERT INTO users.erasure (user_id, company_id, user_name, deleted_at)
                VALUES (?, ?, ?, now())
                """,
                user,
                company,
                userName);
        return user;
    }

    /** Until it is closed, a statement that changes many entries fails, as one that takes long. */
    private static final class SlowUpdates implements AutoCloseable {

        SlowUpdates(int most) throws SQLException {
            RunningProvisioner.asAdmin(
                    """
                    CREATE FUNCTION users.be_slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                        IF (SELECT count(*) FROM changed) > %d THEN
                            RAISE EXCEPTION 'canceled' USING ERRCODE = 'query_canceled';
                        END IF;
                        RETURN NULL;
                    END $$;
                    CREATE TRIGGER be_slow AFTER UPDATE ON users.request_log
                    REFERENCING NEW TABLE AS changed
                    FOR EACH STATEMENT EXECUTE FUNCTION users.be_slow()
                    """
                            .formatted(most));
        }

        @Override
        public void close() throws SQLException {
            RunningProvisioner.asAdmin("DROP FUNCTION users.be_slow CASCADE");
        }
    }

    private static int noted(UUID company) {
        Integer found =
                JDBC.queryForObject(
                        "select count(*) from users.erasure where company_id = ?",
                        Integer.class,
                        company);
        return found == null ? -1 : found;
    }

    private static RequestLogRow refused(UUID company, @Nullable UUID resource, String detail) {
        UUID id = MessageIds.next();
        return new RequestLogRow(
                id,
                company,
                "request-" + id,
                Instant.now(),
                1000,
                "POST",
                "/scim/v2/Users",
                null,
                "create",
                409,
                "uniqueness",
                detail,
                resource,
                MessageIds.next(),
                null,
                null);
    }

    private static List<String> details(RequestLog requests, UUID company) {
        return requests
                .find(
                        new RequestLogSearch(
                                company, null, null, null, true, null, null, null, null, null, null,
                                100))
                .stream()
                .map(row -> String.valueOf(row.detail()))
                .toList();
    }

    @Test
    void noTopicKeepsPersonalDataForLong() {
        assertThat(Topics.ALL)
                // For billing; it has ids only.
                .filteredOn(topic -> !topic.name().equals(Topics.LICENCE_EVENTS))
                .allSatisfy(
                        topic ->
                                assertThat(topic.retention())
                                        .as(topic.name())
                                        .isLessThanOrEqualTo(Duration.ofDays(14)));
    }

    private static List<String> tablesWith(String text) {
        List<String> found = new ArrayList<>();
        for (String table :
                JDBC.queryForList(
                        "SELECT tablename FROM pg_tables WHERE schemaname = 'users'",
                        String.class)) {
            Boolean has =
                    JDBC.queryForObject(
                            "SELECT EXISTS (SELECT 1 FROM users.%s AS t WHERE t::text LIKE ?)"
                                    .formatted(table),
                            Boolean.class,
                            "%" + text + "%");
            if (Boolean.TRUE.equals(has)) {
                found.add(table);
            }
        }
        return found;
    }
}

package dev.switchboard.provisioner;

import static dev.switchboard.provisioner.RunningProvisioner.company;
import static dev.switchboard.provisioner.RunningProvisioner.createUser;
import static dev.switchboard.provisioner.RunningProvisioner.patchUser;
import static dev.switchboard.provisioner.RunningProvisioner.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.UserEvent;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Users are told of again to readers who have missed their events. */
@Timeout(180)
final class TellingAgainIT {

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
    void tellsOfAllUsersAsTheyAre() throws Exception {
        List<UUID> ids = new ArrayList<>();
        List<UUID> commands = new ArrayList<>();
        // More than one part has.
        for (int i = 0; i < 520; i++) {
            UUID id = MessageIds.next();
            ids.add(id);
            commands.add(
                    pipeline.send(
                            company, createUser(id, user("again-%d@example.com".formatted(i)))));
        }
        pipeline.awaitOutcomes(commands);
        UUID changed = ids.get(7);
        pipeline.ask(company, patchUser(changed, Map.of("displayName", "Changed")));
        pipeline.ask(company, patchUser(changed, Map.of("active", false)));
        UUID elsewhere = MessageIds.next();
        pipeline.ask(company(), createUser(elsewhere, user("elsewhere@example.com")));
        pipeline.events(elsewhere, 1);
        UserEvent.UserDeactivated last =
                (UserEvent.UserDeactivated) pipeline.events(changed, 3).getLast();
        List<@Nullable String> before = rows();

        assertThat(tellAgain(company)).isEqualTo(202);

        await().atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                pipeline.allEvents().stream()
                                                .filter(
                                                        e ->
                                                                company.equals(
                                                                        e.envelope().companyId()))
                                                .count()
                                        >= 2 * ids.size() + 2);
        assertThat(ids)
                .filteredOn(id -> !id.equals(changed))
                .allSatisfy(
                        id ->
                                assertThat(pipeline.events(id))
                                        .satisfiesExactly(
                                                first -> assertThat(first.version()).isEqualTo(1),
                                                again -> {
                                                    assertThat(again)
                                                            .isInstanceOf(
                                                                    UserEvent.UserUpdated.class);
                                                    assertThat(again.version()).isEqualTo(1);
                                                }));
        assertThat(pipeline.events(changed))
                .last()
                .isEqualTo(
                        new UserEvent.UserUpdated(
                                changed, 3, false, last.office(), last.entitlement(), last.data()));
        assertThat(pipeline.events(elsewhere)).hasSize(1);
        assertThat(rows()).as("nobody changes").isEqualTo(before);
        assertThat(pipeline.ask(company, patchUser(changed, Map.of("displayName", "Next"))))
                .isInstanceOf(Outcome.Updated.class);
        assertThat(pipeline.events(changed, 5)).last().extracting("version").isEqualTo(4L);
    }

    @Test
    void showsThatACompanyWaits() throws Exception {
        UUID id = MessageIds.next();
        pipeline.ask(company, createUser(id, user("waiting@example.com")));
        Gauge waiting =
                RunningProvisioner.shared()
                        .getBean(MeterRegistry.class)
                        .get("switchboard.provisioner.resolution.backlog")
                        .tag("what", "companies_to_tell")
                        .gauge();

        try (var _ = new FullDisk("outbox", "NEW.company_id = '%s'".formatted(company))) {
            assertThat(tellAgain(company)).isEqualTo(202);

            await().atMost(Duration.ofSeconds(60)).until(() -> waiting.value() == 1);
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> waiting.value() == 0);
        assertThat(pipeline.events(id, 2)).last().extracting("version").isEqualTo(1L);
    }

    @Test
    void knowsNoUsersOfACompanyThatIsNot() throws Exception {
        assertThat(tellAgain(MessageIds.next())).isEqualTo(404);
    }

    private List<@Nullable String> rows() {
        return JDBC.queryForList(
                "SELECT u::text || u.xmin::text FROM users.scim_user u WHERE company_id = ? ORDER BY id",
                String.class,
                company);
    }

    private static int tellAgain(UUID company) throws Exception {
        String path = "/admin/v1/companies/%s/users/tell-again".formatted(company);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + RunningProvisioner.port()
                                                            + path))
                                    .header(
                                            "Authorization",
                                            "Bearer " + RunningProvisioner.ADMIN_TOKEN)
                                    .POST(BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofString())
                    .statusCode();
        }
    }
}

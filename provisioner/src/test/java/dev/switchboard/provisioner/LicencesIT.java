package dev.switchboard.provisioner;

import static dev.switchboard.provisioner.RunningProvisioner.company;
import static dev.switchboard.provisioner.RunningProvisioner.createUser;
import static dev.switchboard.provisioner.RunningProvisioner.deleteUser;
import static dev.switchboard.provisioner.RunningProvisioner.patchUser;
import static dev.switchboard.provisioner.RunningProvisioner.replaceUser;
import static dev.switchboard.provisioner.RunningProvisioner.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.switchboard.messages.LicenceEvent;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.UserEvent;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.userstore.CompanyRules;
import dev.switchboard.userstore.LicenceRow;
import dev.switchboard.userstore.Licences;
import dev.switchboard.userstore.ResolutionQueue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Licences under concurrency, with two instances of two threads each. */
@Timeout(240)
final class LicencesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LICENSE_TYPE = ResourceDefinition.TELEPHONY_URN + ":licenseType";
    private static final List<String> TYPES = List.of("voice", "sales", "contact_center");

    private static final ConfigurableApplicationContext SHARED = RunningProvisioner.shared();
    private static final JdbcTemplate JDBC = SHARED.getBean(JdbcTemplate.class);
    private static final CompanyRules RULES = SHARED.getBean(CompanyRules.class);

    private static Pipeline pipeline;
    private static ConfigurableApplicationContext second;

    private final UUID company = company();

    @BeforeAll
    static void open() {
        second = RunningProvisioner.start();
        pipeline = RunningProvisioner.pipeline();
    }

    @AfterAll
    static void close() {
        pipeline.close();
        second.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GROW", "WAIT", "REFUSE"})
    void countsAreTrueAfterRandomSequencesFromManyHands(String policy) throws Exception {
        set("on_licence_shortage", policy);
        if (!policy.equals("GROW")) {
            stock("voice", 12);
            stock("sales", 5);
            stock("contact_center", 3);
        }
        List<Thread> hands = new ArrayList<>();
        List<UUID> commands = Collections.synchronizedList(new ArrayList<>());
        for (int hand = 0; hand < 4; hand++) {
            long seed = hand;
            hands.add(Thread.ofPlatform().start(() -> live(new Random(seed), seed, commands)));
        }
        for (Thread hand : hands) {
            hand.join();
        }
        pipeline.awaitOutcomes(commands);
        awaitRest();

        for (LicenceRow licence : RULES.licences(company)) {
            assertThat(licence.used())
                    .as(licence.type())
                    .isEqualTo(count("licence = '%s'".formatted(licence.type())));
            int waiting = count("licence_wanted = '%s'".formatted(licence.type()));
            assertThat(waiting == 0 || licence.used() == licence.total())
                    .as("%d wait for %s", waiting, licence)
                    .isTrue();
        }
        assertThat(count("not active and (licence is not null or licence_wanted is not null)"))
                .isZero();
        assertThat(count("active and licence is null and licence_wanted is null")).isZero();
        if (policy.equals("GROW")) {
            assertThat(count("licence_wanted is not null")).isZero();
        }
        await().atMost(PATIENCE).untilAsserted(this::eventsTellTheCounts);
    }

    private void live(Random random, long seed, List<UUID> commands) {
        List<UUID> mine = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int choice = mine.isEmpty() ? 0 : random.nextInt(6);
            UUID known = mine.isEmpty() ? company : mine.get(random.nextInt(mine.size()));
            commands.add(
                    switch (choice) {
                        case 0, 1 -> {
                            UUID id = MessageIds.next();
                            mine.add(id);
                            ObjectNode user =
                                    // Now and then a name that is taken: its licence must come
                                    // back.
                                    user("u%d-%d@example.com".formatted(seed, random.nextInt(40)));
                            user.putObject(ResourceDefinition.TELEPHONY_URN)
                                    .put("licenseType", TYPES.get(random.nextInt(3)));
                            yield pipeline.send(company, createUser(id, user));
                        }
                        case 2 -> pipeline.send(company, patchUser(known, Map.of("active", false)));
                        case 3 -> pipeline.send(company, patchUser(known, Map.of("active", true)));
                        case 4 ->
                                pipeline.send(
                                        company,
                                        patchUser(
                                                known,
                                                Map.of(
                                                        LICENSE_TYPE,
                                                        TYPES.get(random.nextInt(3)))));
                        default -> pipeline.send(company, deleteUser(known));
                    });
        }
    }

    /** What billing adds up is what the stock says. */
    private void eventsTellTheCounts() {
        List<LicenceEvent> events = pipeline.licenceEvents(company);
        for (LicenceRow licence : RULES.licences(company)) {
            int used = 0;
            for (LicenceEvent event : events) {
                if (event.licenceType().equals(licence.type())) {
                    used +=
                            switch (event) {
                                case LicenceEvent.LicencesConsumed c -> c.userIds().size();
                                case LicenceEvent.LicencesReleased r -> -r.userIds().size();
                                case LicenceEvent.LicencesGrown _ -> 0;
                            };
                }
            }
            assertThat(used).as(licence.type()).isEqualTo(licence.used());
        }
    }

    @Test
    void growsAndTellsBilling() {
        UUID id = MessageIds.next();
        pipeline.ask(company, createUser(id, user("grow@example.com")));

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(pipeline.licenceEvents(company))
                                        .containsExactly(
                                                new LicenceEvent.LicencesGrown(
                                                        company, "voice", 1, 1),
                                                new LicenceEvent.LicencesConsumed(
                                                        company, "voice", List.of(id), 1, 1)));
        pipeline.ask(company, patchUser(id, Map.of("active", false)));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(pipeline.licenceEvents(company))
                                        .contains(
                                                new LicenceEvent.LicencesReleased(
                                                        company, "voice", List.of(id), 0, 1)));
        assertThat(((UserEvent.UserDeactivated) pipeline.events(id, 2).get(1)).entitlement())
                .satisfies(e -> assertThat(e.numberIncluded()).isTrue());
    }

    @Test
    void servesThoseWhoWaitInTheOrderInWhichTheyCame() {
        set("on_licence_shortage", "WAIT");
        stock("voice", 1);
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            UUID id = MessageIds.next();
            ids.add(id);
            pipeline.ask(company, createUser(id, user("wait%d@example.com".formatted(i))));
        }
        assertThat(status(ids)).containsExactly("active", "waiting", "waiting", "waiting");
        assertThat(
                        ((UserEvent.UserCreated) pipeline.events(ids.get(1), 1).getFirst())
                                .entitlement())
                .satisfies(e -> assertThat(e.numberIncluded()).isFalse());

        pipeline.ask(company, deleteUser(ids.get(0)));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(status(ids.subList(1, 4)))
                                        .containsExactly("active", "waiting", "waiting"));
        stock("voice", 2);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(status(ids.subList(1, 4)))
                                        .containsExactly("active", "active", "waiting"));
        assertThat(((UserEvent.UserUpdated) pipeline.events(ids.get(2), 2).get(1)).entitlement())
                .satisfies(e -> assertThat(e.numberIncluded()).isTrue());
    }

    /** The number service keeps the number of such a user, and gives it back with the licence. */
    @Test
    void letsWhoComesBackWaitForALicence() {
        set("on_licence_shortage", "WAIT");
        stock("voice", 1);
        UUID back = MessageIds.next();
        UUID other = MessageIds.next();
        pipeline.ask(company, createUser(back, user("back@example.com")));
        pipeline.ask(company, patchUser(back, Map.of("active", false)));
        pipeline.ask(company, createUser(other, user("other@example.com")));
        pipeline.ask(company, patchUser(back, Map.of("active", true)));

        assertThat(status(List.of(back, other))).containsExactly("waiting", "active");
        assertThat(((UserEvent.UserActivated) pipeline.events(back, 3).get(2)).entitlement())
                .satisfies(e -> assertThat(e.numberIncluded()).isFalse());
        pipeline.ask(company, patchUser(other, Map.of("active", false)));
        assertThat(((UserEvent.UserUpdated) pipeline.events(back, 4).get(3)).entitlement())
                .satisfies(e -> assertThat(e.numberIncluded()).isTrue());
        assertThat(status(List.of(back, other))).containsExactly("active", "none");
    }

    @Test
    void refusesWithAnErrorThatAnAdminUnderstands() {
        set("on_licence_shortage", "REFUSE");
        stock("voice", 1);
        UUID first = MessageIds.next();
        UUID refused = MessageIds.next();
        pipeline.ask(company, createUser(first, user("first@example.com")));

        Outcome outcome = pipeline.ask(company, createUser(refused, user("refused@example.com")));

        assertThat(outcome)
                .isEqualTo(
                        new Outcome.Refused(
                                refused,
                                Outcome.Reason.INVALID_VALUE,
                                "No 'voice' licence is left: all 1 of this company are in use or promised. Add licences, or suspend a user who needs none, and retry the task."));
        pipeline.ask(company, patchUser(first, Map.of("active", false)));
        assertThat(pipeline.ask(company, createUser(refused, user("refused@example.com"))))
                .isInstanceOf(Outcome.Created.class);
        assertThat(pipeline.ask(company, patchUser(first, Map.of("active", true))))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(pipeline.ask(company, patchUser(first, Map.of("title", "still suspended"))))
                .isInstanceOf(Outcome.Updated.class);
    }

    /** The gateway refuses such names; a command from elsewhere, or from before, may have one. */
    @Test
    void countsNothingOfWhatIsRefusedForItsUserName() {
        UUID id = MessageIds.next();
        ObjectNode refused = user("has a space");
        refused.putObject(ResourceDefinition.TELEPHONY_URN).put("licenseType", "sales");

        assertThat(pipeline.ask(company, createUser(MessageIds.next(), refused)))
                .isInstanceOf(Outcome.Refused.class);
        pipeline.ask(company, createUser(id, user("named@example.com")));
        assertThat(pipeline.ask(company, replaceUser(id, refused, null)))
                .isInstanceOf(Outcome.Refused.class);

        assertThat(RULES.licences(company))
                .extracting(LicenceRow::type, LicenceRow::used)
                .contains(tuple("voice", 1), tuple("sales", 0));
        assertThat(count("licence = 'voice'")).isEqualTo(1);
    }

    /** As it is until the pass that follows the change of the default reaches the user. */
    @Test
    void letsWaitWhoseRequestAsksForNoLicence() {
        set("on_licence_shortage", "REFUSE");
        stock("voice", 2);
        UUID id = MessageIds.next();
        pipeline.ask(company, createUser(id, user("unaware@example.com")));
        JDBC.update("update users.licence set is_default = false where company_id = ?", company);
        JDBC.update(
                "update users.licence set is_default = true where company_id = ? and type = 'sales'",
                company);
        set("on_licence_shortage", "REFUSE");

        assertThat(pipeline.ask(company, patchUser(id, Map.of("title", "Engineer"))))
                .isInstanceOf(Outcome.Updated.class);

        assertThat(status(List.of(id))).containsExactly("waiting");
        assertThat(count("licence = 'voice'")).as("it is kept meanwhile").isEqualTo(1);
        assertThat(pipeline.ask(company, patchUser(id, Map.of(LICENSE_TYPE, "contact_center"))))
                .isInstanceOf(Outcome.Refused.class);
    }

    private List<String> status(List<UUID> ids) {
        return ids.stream()
                .map(
                        id ->
                                JDBC.queryForObject(
                                        "select case when licence_wanted is not null then 'waiting' when licence is null then 'none' else 'active' end from users.scim_user where id = ?",
                                        String.class,
                                        id))
                .toList();
    }

    private void set(String column, String value) {
        JDBC.update(
                "update users.company set %s = ?, settings_version = settings_version + 1 where id = ?"
                        .formatted(column),
                value,
                company);
    }

    private void stock(String type, int total) {
        JDBC.update(
                "update users.licence set total = ? where company_id = ? and type = ?",
                total,
                company,
                type);
    }

    private int count(String condition) {
        Integer found =
                JDBC.queryForObject(
                        "select count(*) from users.scim_user where company_id = ? and "
                                + condition,
                        Integer.class,
                        company);
        return found == null ? -1 : found;
    }

    private void awaitRest() {
        ResolutionQueue queue = SHARED.getBean(ResolutionQueue.class);
        Licences licences = SHARED.getBean(Licences.class);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                queue.backlog().equals(new ResolutionQueue.Backlog(0, 0))
                                        && licences.offers(10).isEmpty());
    }
}

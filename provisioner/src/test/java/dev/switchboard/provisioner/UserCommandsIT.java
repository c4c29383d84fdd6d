package dev.switchboard.provisioner;

import static dev.switchboard.provisioner.RunningProvisioner.company;
import static dev.switchboard.provisioner.RunningProvisioner.createUser;
import static dev.switchboard.provisioner.RunningProvisioner.deleteUser;
import static dev.switchboard.provisioner.RunningProvisioner.patchUser;
import static dev.switchboard.provisioner.RunningProvisioner.replaceUser;
import static dev.switchboard.provisioner.RunningProvisioner.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.Outcome.Reason;
import dev.switchboard.messages.UserEvent;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;

@Timeout(120)
final class UserCommandsIT {

    private static final JdbcTemplate JDBC =
            RunningProvisioner.shared().getBean(JdbcTemplate.class);

    private static Pipeline pipeline;

    private final UUID company = company();
    private final UUID id = MessageIds.next();

    @BeforeAll
    static void open() {
        pipeline = RunningProvisioner.pipeline();
    }

    @AfterAll
    static void close() {
        pipeline.close();
    }

    @Test
    void carriesAUserFromCreateToDelete() {
        Outcome created = pipeline.ask(company, createUser(id, user("life@example.com")));
        Outcome patched = pipeline.ask(company, patchUser(id, Map.of("displayName", "L")));
        Outcome deactivated = pipeline.ask(company, patchUser(id, Map.of("active", false)));
        Outcome replaced = pipeline.ask(company, replaceUser(id, user("Life@example.com"), null));
        Outcome deleted = pipeline.ask(company, deleteUser(id));
        Outcome deletedAgain = pipeline.ask(company, deleteUser(id));

        assertThat(created).isInstanceOf(Outcome.Created.class);
        assertThat(versionOf(patched)).isEqualTo("W/\"2\"");
        assertThat(versionOf(deactivated)).isEqualTo("W/\"3\"");
        assertThat(replaced)
                .asInstanceOf(type(Outcome.Updated.class))
                .satisfies(
                        u -> {
                            assertThat(u.resource().path("userName").asString())
                                    .isEqualTo("Life@example.com");
                            assertThat(u.resource().path("active").asBoolean()).isFalse();
                        });
        assertThat(deleted).isEqualTo(new Outcome.Deleted(id));
        assertThat(deletedAgain)
                .asInstanceOf(type(Outcome.Refused.class))
                .extracting(Outcome.Refused::reason)
                .isEqualTo(Reason.NOT_FOUND);
        assertThat(pipeline.events(id, 5))
                .extracting(e -> (Object) e.getClass().getSimpleName(), UserEvent::version)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("UserCreated", 1L),
                        org.assertj.core.groups.Tuple.tuple("UserUpdated", 2L),
                        org.assertj.core.groups.Tuple.tuple("UserDeactivated", 3L),
                        org.assertj.core.groups.Tuple.tuple("UserUpdated", 4L),
                        org.assertj.core.groups.Tuple.tuple("UserDeleted", 5L));
    }

    @Test
    void tellsTheOfficeInTheEvent() {
        pipeline.ask(company, createUser(id, user("office@example.com")));
        pipeline.ask(
                company,
                patchUser(
                        id,
                        Map.of(
                                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:officeName",
                                "San Francisco")));

        List<UserEvent> events = pipeline.events(id, 2);
        assertThat(((UserEvent.UserCreated) events.get(0)).office())
                .extracting("name", "areaCode")
                .containsExactly("New York", "212");
        assertThat(((UserEvent.UserUpdated) events.get(1)).office())
                .extracting("name", "areaCode")
                .containsExactly("San Francisco", "415");
    }

    @Test
    void createsOneOfFiftyWithOneUserName() {
        List<UUID> commands = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String name = i % 2 == 0 ? "same@example.com" : "SAME@Example.com";
            commands.add(pipeline.send(company, createUser(MessageIds.next(), user(name))));
        }

        List<Outcome> outcomes = commands.stream().map(pipeline::outcome).toList();

        assertThat(outcomes.stream().filter(Outcome.Created.class::isInstance)).hasSize(1);
        assertThat(outcomes.stream().filter(Outcome.Refused.class::isInstance))
                .hasSize(49)
                .allSatisfy(
                        o -> {
                            assertThat(((Outcome.Refused) o).reason()).isEqualTo(Reason.UNIQUENESS);
                            assertThat(((Outcome.Refused) o).detail()).contains("userName '");
                        });
    }

    @Test
    void letsOtherCompaniesUseTheSameName() {
        UUID other = company();

        Outcome here = pipeline.ask(company, createUser(id, user("both@example.com")));
        Outcome there =
                pipeline.ask(other, createUser(MessageIds.next(), user("both@example.com")));
        Outcome foreign = pipeline.ask(other, patchUser(id, Map.of("displayName", "X")));

        assertThat(here).isInstanceOf(Outcome.Created.class);
        assertThat(there).isInstanceOf(Outcome.Created.class);
        assertThat(((Outcome.Refused) foreign).reason()).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void freesTheNameOfADeletedUserAtOnce() {
        pipeline.ask(company, createUser(id, user("again@example.com")));
        pipeline.ask(company, deleteUser(id));

        Outcome again =
                pipeline.ask(company, createUser(MessageIds.next(), user("again@example.com")));

        assertThat(again).isInstanceOf(Outcome.Created.class);
    }

    @Test
    void repeatsTheOutcomeOfACommandThatComesAgain() {
        UUID command = pipeline.send(company, createUser(id, user("repeat@example.com")));
        Outcome first = pipeline.outcome(command);

        pipeline.send(command, company, createUser(id, user("repeat@example.com")));
        await().atMost(Duration.ofSeconds(60)).until(() -> pipeline.outcomes(command).size() == 2);

        assertThat(pipeline.outcomes(command).get(1)).isEqualTo(first);
        // The event of a change that came behind is the second: the repetition had none.
        pipeline.ask(company, patchUser(id, Map.of("displayName", "Behind")));
        assertThat(pipeline.events(id, 2)).extracting(UserEvent::version).containsExactly(1L, 2L);
    }

    @Test
    void keepsTheOrderOfOneUsersCommands() {
        List<UUID> commands = new ArrayList<>();
        commands.add(pipeline.send(company, createUser(id, user("order@example.com"))));
        for (int i = 0; i < 40; i++) {
            commands.add(pipeline.send(company, patchUser(id, Map.of("displayName", "Name " + i))));
        }
        commands.add(pipeline.send(company, deleteUser(id)));

        Outcome last = pipeline.outcome(commands.getLast());

        assertThat(last).isInstanceOf(Outcome.Deleted.class);
        assertThat(pipeline.events(id, 42))
                .extracting(UserEvent::version)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 42).boxed().toList());
        assertThat(versionOf(pipeline.outcome(commands.get(7)))).isEqualTo("W/\"8\"");
    }

    @Test
    void changesNothingWhereAllIsAsAskedAlready() {
        pipeline.ask(company, createUser(id, user("noop@example.com")));

        Outcome patched = pipeline.ask(company, patchUser(id, Map.of("active", true)));
        Outcome replaced =
                pipeline.ask(company, replaceUser(id, user("noop@example.com"), "W/\"1\""));
        pipeline.ask(company, patchUser(id, Map.of("title", "Changed")));

        assertThat(versionOf(patched)).isEqualTo("W/\"1\"");
        assertThat(versionOf(replaced)).isEqualTo("W/\"1\"");
        assertThat(pipeline.events(id, 2)).extracting(UserEvent::version).containsExactly(1L, 2L);
    }

    @Test
    void keepsTheExternalIdThatAPutLeavesOutAndForgetsItForNull() {
        pipeline.ask(
                company, createUser(id, user("external@example.com").put("externalId", "00u1")));

        Outcome leftOut =
                pipeline.ask(company, replaceUser(id, user("external@example.com"), null));
        Outcome emptied =
                pipeline.ask(
                        company,
                        replaceUser(id, user("external@example.com").putNull("externalId"), null));

        assertThat(((Outcome.Updated) leftOut).resource().path("externalId").asString())
                .isEqualTo("00u1");
        assertThat(versionOf(leftOut)).isEqualTo("W/\"1\"");
        assertThat(((Outcome.Updated) emptied).resource().has("externalId")).isFalse();
        assertThat(
                        JDBC.queryForObject(
                                "select external_id is null and document -> 'externalId' is null from users.scim_user where id = ?",
                                Boolean.class,
                                id))
                .isTrue();
    }

    /**
     * Such users may be there from before there was a limit; the broker takes no message of them.
     */
    @Test
    void aUserThatIsTooLargeForAMessageHoldsUpNobody() {
        pipeline.ask(company, createUser(id, user("huge@example.com")));
        pipeline.events(id, 1);
        JDBC.update(
                "update users.scim_user set document = jsonb_set(document, '{title}', to_jsonb(repeat('x', 9000000))) where id = ?",
                id);
        UUID other = MessageIds.next();
        try {
            pipeline.send(company, patchUser(id, Map.of("active", false)));
            Outcome created = pipeline.ask(company, createUser(other, user("next@example.com")));

            assertThat(created).isInstanceOf(Outcome.Created.class);
            assertThat(pipeline.events(other, 1)).hasSize(1);
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () ->
                                    Boolean.FALSE.equals(
                                            JDBC.queryForObject(
                                                    "select active from users.scim_user where id = ?",
                                                    Boolean.class,
                                                    id)));
        } finally {
            JDBC.update("delete from users.outbox where key = ?", id);
        }
    }

    @Test
    void letsOneOfTwoChangesWithOneVersionWin() {
        pipeline.ask(company, createUser(id, user("race@example.com")));
        var one = user("race@example.com").put("title", "One");
        var other = user("race@example.com").put("title", "Other");

        UUID first = pipeline.send(company, replaceUser(id, one, "W/\"1\""));
        UUID second = pipeline.send(company, replaceUser(id, other, "W/\"1\""));

        assertThat(pipeline.outcome(first)).isInstanceOf(Outcome.Updated.class);
        assertThat(((Outcome.Refused) pipeline.outcome(second)).reason())
                .isEqualTo(Reason.VERSION_MISMATCH);
    }

    @Test
    void refusesARenameToATakenNameAndKeepsTheRestOfTheBatch() {
        UUID taken = MessageIds.next();
        pipeline.ask(company, createUser(taken, user("taken@example.com")));
        pipeline.ask(company, createUser(id, user("renamed@example.com")));
        UUID third = MessageIds.next();
        pipeline.ask(company, createUser(third, user("third@example.com")));

        UUID refused =
                pipeline.send(company, patchUser(id, Map.of("userName", "TAKEN@example.com")));
        UUID renamed =
                pipeline.send(company, patchUser(third, Map.of("userName", "new@example.com")));
        UUID recased =
                pipeline.send(company, patchUser(taken, Map.of("userName", "Taken@example.com")));

        assertThat(((Outcome.Refused) pipeline.outcome(refused)).reason())
                .isEqualTo(Reason.UNIQUENESS);
        assertThat(pipeline.outcome(renamed)).isInstanceOf(Outcome.Updated.class);
        assertThat(pipeline.outcome(recased)).isInstanceOf(Outcome.Updated.class);
    }

    private static String versionOf(Outcome outcome) {
        return outcome instanceof Outcome.Updated updated
                ? updated.resource().path("meta").path("version").asString()
                : outcome.toString();
    }
}

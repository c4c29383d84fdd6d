package dev.switchboard.provisioner;

import static dev.switchboard.provisioner.RunningProvisioner.company;
import static dev.switchboard.provisioner.RunningProvisioner.createUser;
import static dev.switchboard.provisioner.RunningProvisioner.patchUser;
import static dev.switchboard.provisioner.RunningProvisioner.replaceUser;
import static dev.switchboard.provisioner.RunningProvisioner.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.NumberEvent;
import dev.switchboard.messages.NumberEvent.AssignmentReason;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.UserEvent;
import dev.switchboard.scim.resource.ResourceBody;
import dev.switchboard.scim.schema.ResourceDefinition;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@Timeout(60)
final class NumberEventsIT {

    private static final String NUMBER = "+12125550123";
    private static final String SHOWN = "tel:+1-212-555-0123";

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
    void showsTheAssignedNumberAndKeepsItThroughAnEchoedPut() {
        pipeline.ask(company, createUser(id, user("number@example.com")));
        pipeline.send(company, assigned(1, null, null));
        ObjectNode shown = ((UserEvent.UserUpdated) pipeline.events(id, 2).get(1)).data();

        Outcome echoed =
                pipeline.ask(
                        company,
                        replaceUser(
                                id, ResourceBody.canonical(shown, ResourceDefinition.USER), null));
        Outcome silent =
                pipeline.ask(
                        company,
                        replaceUser(id, user("number@example.com").put("title", "New"), null));
        Outcome overwritten =
                pipeline.ask(
                        company,
                        patchUser(
                                id,
                                Map.of("phoneNumbers[type eq \"work\"].value", "+1 415 555 0199")));

        assertThat(shown.path("phoneNumbers").get(0).path("value").asString()).isEqualTo(SHOWN);
        assertThat(shown.path(ResourceDefinition.TELEPHONY_URN).path("numberStatus").asString())
                .isEqualTo("assigned");
        ObjectNode afterEcho = ((Outcome.Updated) echoed).resource();
        assertThat(afterEcho).isEqualTo(shown);
        ObjectNode afterSilence = ((Outcome.Updated) silent).resource();
        assertThat(afterSilence.path("phoneNumbers").size()).isEqualTo(1);
        assertThat(afterSilence.path("phoneNumbers").get(0).path("value").asString())
                .isEqualTo(SHOWN);
        ObjectNode afterOverwrite = ((Outcome.Updated) overwritten).resource();
        assertThat(afterOverwrite.path("phoneNumbers").get(0).path("value").asString())
                .isEqualTo(SHOWN);
        assertThat(afterOverwrite.path("phoneNumbers").size()).isEqualTo(2);
    }

    @Test
    void ignoresNumberEventsThatAreOldOrOfNobody() {
        pipeline.ask(company, createUser(id, user("old-number@example.com")));
        pipeline.send(
                company,
                new NumberEvent.NumberAssigned(
                        MessageIds.next(), 1, NUMBER, "212", "212", null, null, null));
        pipeline.send(company, assigned(2, null, null));
        pipeline.send(company, new NumberEvent.NumberUnavailable(id, 1, "212", null));
        pipeline.send(company, assigned(2, null, null));
        pipeline.send(company, assigned(3, null, null));
        pipeline.send(company, new NumberEvent.NumberReserved(id, 4, NUMBER));

        var events = pipeline.events(id, 3);

        assertThat(events).extracting(UserEvent::version).containsExactly(1L, 2L, 3L);
        assertThat(shown(events.get(2), "numberStatus")).isEqualTo("reserved");
    }

    @Test
    void changesNobodyWhoHasTheNumberThatIsToldAgain() {
        pipeline.ask(company, createUser(id, user("told-again@example.com")));
        pipeline.send(company, assigned(1, AssignmentReason.SHARED_POOL, null));
        pipeline.send(company, assigned(2, null, null));
        pipeline.send(company, new NumberEvent.NumberReserved(id, 3, NUMBER));

        var events = pipeline.events(id, 3);

        assertThat(events).extracting(UserEvent::version).containsExactly(1L, 2L, 3L);
        assertThat(shown(events.get(2), "numberStatus")).isEqualTo("reserved");
    }

    @Test
    void forgetsARefusalThatIsOver() {
        pipeline.ask(company, createUser(id, user("refused-number@example.com")));
        pipeline.send(
                company, assigned(1, AssignmentReason.SHARED_POOL, "+12125550199 is not free"));
        pipeline.send(company, assigned(2, null, "+12125550199 is not free"));
        pipeline.send(company, assigned(3, null, null));

        var events = pipeline.events(id, 3);

        assertThat(events).extracting(UserEvent::version).containsExactly(1L, 2L, 3L);
        assertThat(shown(events.get(1), "numberDetail"))
                .isEqualTo(
                        "The requested number was not given: +12125550199 is not free. It is from the shared pool.");
        assertThat(shown(events.get(2), "numberDetail")).isEmpty();
        assertThat(shown(events.get(2), "numberStatus")).isEqualTo("assigned");
    }

    @Test
    void takesANumberThatIsToldAgainWhereTheFirstTimeWasMissed() {
        pipeline.ask(company, createUser(id, user("missed-number@example.com")));
        pipeline.send(company, assigned(2, null, null));

        UserEvent.UserUpdated updated = (UserEvent.UserUpdated) pipeline.events(id, 2).get(1);

        assertThat(updated.data().path("phoneNumbers").get(0).path("value").asString())
                .isEqualTo(SHOWN);
    }

    @Test
    void countsNobodyWhoHadToWaitOrHasChanged() {
        long before = firstNumbers();
        UUID changed = MessageIds.next();
        pipeline.ask(company, createUser(id, user("has-waited@example.com")));
        pipeline.send(company, new NumberEvent.NumberUnavailable(id, 1, "212", null));
        pipeline.ask(company, createUser(changed, user("has-changed@example.com")));
        pipeline.ask(company, patchUser(changed, Map.of("title", "Clerk")));

        pipeline.send(company, assigned(2, null, null));
        pipeline.send(
                company,
                new NumberEvent.NumberAssigned(
                        changed, 1, "+12125550124", "212", "212", null, null, null));

        pipeline.events(id, 3);
        pipeline.events(changed, 3);
        assertThat(firstNumbers()).isEqualTo(before);
    }

    @Test
    void countsAFirstNumberOnceThoughItsBatchIsTriedAgain() throws Exception {
        List<ProducerRecord<String, byte[]>> events = new ArrayList<>();
        List<UUID> users = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            UUID user = MessageIds.next();
            users.add(user);
            pipeline.ask(company, createUser(user, user("counted-%d@example.com".formatted(i))));
            // The database cannot store U+0000.
            String number = i == 3 ? "\0" : "+1212555016" + i;
            events.add(
                    pipeline.record(
                            MessageIds.next(),
                            company,
                            new NumberEvent.NumberAssigned(
                                    user, 1, number, "212", "212", null, null, null),
                            user));
        }
        long before = firstNumbers();

        RunningProvisioner.sendForOnePoll(pipeline, events);

        pipeline.deadLetter(users.get(3).toString());
        users.subList(0, 3).forEach(user -> pipeline.events(user, 2));
        assertThat(firstNumbers() - before).isEqualTo(3);
    }

    /** The user has {@link #NUMBER}. */
    private NumberEvent assigned(
            long sequence, @Nullable AssignmentReason reason, @Nullable String refusal) {
        return new NumberEvent.NumberAssigned(
                id, sequence, NUMBER, "212", "212", reason, null, refusal);
    }

    private static String shown(UserEvent event, String attribute) {
        return ((UserEvent.UserUpdated) event)
                .data()
                .path(ResourceDefinition.TELEPHONY_URN)
                .path(attribute)
                .asString("");
    }

    private static long firstNumbers() {
        return RunningProvisioner.shared()
                .getBean(MeterRegistry.class)
                .get("switchboard.provisioner.create.to.number")
                .timer()
                .count();
    }
}

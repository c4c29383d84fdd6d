package dev.switchboard.provisioner;

import static dev.switchboard.provisioner.RunningProvisioner.company;
import static dev.switchboard.provisioner.RunningProvisioner.createUser;
import static dev.switchboard.provisioner.RunningProvisioner.deleteUser;
import static dev.switchboard.provisioner.RunningProvisioner.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.Command;
import dev.switchboard.messages.GroupEvent;
import dev.switchboard.messages.MessageCodec.Received;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.patch.PatchRequest;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.userstore.GroupWrites;
import dev.switchboard.userstore.ResourceQueries;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@Timeout(120)
final class GroupCommandsIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    private static Pipeline pipeline;
    private static ResourceQueries queries;

    private final UUID company = company();
    private final UUID group = MessageIds.next();
    private final UUID anna = MessageIds.next();
    private final UUID ben = MessageIds.next();

    @BeforeAll
    static void open() {
        pipeline = RunningProvisioner.pipeline();
        queries = new ResourceQueries(RunningProvisioner.shared().getBean(JdbcClient.class));
    }

    @AfterAll
    static void close() {
        pipeline.close();
    }

    @Test
    void carriesAGroupAndItsMembersFromCreateToDelete() {
        users();
        Outcome created = pipeline.ask(company, createGroup("Sales", anna, MessageIds.next()));
        Outcome joined =
                pipeline.ask(
                        company,
                        patch(
                                """
                                [{"op": "add", "path": "members", "value": [{"value": "%s", "display": "x"}]},
                                 {"op": "replace", "value": {"id": "%s", "displayName": "Sales East"}}]"""
                                        .formatted(ben, group)));
        Outcome again =
                pipeline.ask(
                        company,
                        patch(
                                "[{\"op\": \"add\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}]}]"
                                        .formatted(ben)));
        Outcome left =
                pipeline.ask(
                        company,
                        patch(
                                "[{\"op\": \"remove\", \"path\": \"members[value eq \\\"%s\\\"]\"}]"
                                        .formatted(anna)));

        assertThat(((Outcome.Created) created).resource().path("members").size()).isEqualTo(1);
        assertThat(version(joined)).isEqualTo("W/\"2\"");
        assertThat(version(again)).isEqualTo("W/\"2\"");
        assertThat(version(left)).isEqualTo("W/\"3\"");
        assertThat(members()).containsExactly(ben.toString());
        assertThat(groupsOf(ben)).containsExactly("Sales East");
        assertThat(groupsOf(anna)).isEmpty();

        pipeline.ask(company, deleteUser(ben));
        assertThat(members()).isEmpty();
        pipeline.ask(company, new Command.Delete(ResourceType.GROUP, group, null));
        assertThat(queries.find(company, ResourceType.GROUP, group)).isEmpty();
        assertThat(groupEvents(5))
                .extracting(e -> e.getClass().getSimpleName())
                .containsExactly(
                        "GroupCreated",
                        "GroupPatched",
                        "GroupPatched",
                        "GroupPatched",
                        "GroupDeleted");
    }

    @Test
    void forgetsTheExternalIdForNullInAPut() {
        users();
        pipeline.ask(company, createGroup("External", anna));

        Outcome given = put(group("External", anna).put("externalId", "g1"));
        Outcome leftOut = put(group("External", anna));
        Outcome emptied = put(group("External", anna).putNull("externalId"));

        assertThat(((Outcome.Updated) given).resource().path("externalId").asString())
                .isEqualTo("g1");
        assertThat(((Outcome.Updated) leftOut).resource().path("externalId").asString())
                .isEqualTo("g1");
        assertThat(((Outcome.Updated) emptied).resource().has("externalId")).isFalse();
    }

    private Outcome put(ObjectNode resource) {
        return pipeline.ask(
                company, new Command.Replace(ResourceType.GROUP, group, resource, null));
    }

    @Test
    void replacesAllMembersByAPut() {
        users();
        pipeline.ask(company, createGroup("Put", anna));

        Outcome put =
                pipeline.ask(
                        company,
                        new Command.Replace(
                                ResourceType.GROUP, group, group("Put", ben), "W/\"1\""));

        assertThat(
                        ((Outcome.Updated) put)
                                .resource()
                                .path("members")
                                .get(0)
                                .path("value")
                                .asString())
                .isEqualTo(ben.toString());
        assertThat(members()).containsExactly(ben.toString());
    }

    @Test
    void tellsAChangeOfVeryManyMembersInBoundedSteps() {
        UUID[] many = storedUsers(2_500);
        Outcome created = pipeline.ask(company, createGroup("Many", many));
        Outcome left =
                pipeline.ask(
                        company,
                        patch(
                                "[{\"op\": \"remove\", \"path\": \"members[value eq \\\"%s\\\"]\"}]"
                                        .formatted(many[0])));
        Outcome put =
                pipeline.ask(
                        company,
                        new Command.Replace(
                                ResourceType.GROUP,
                                group,
                                group("Many", Arrays.copyOf(many, 1_200)),
                                "W/\"4\""));

        ObjectNode answer = ((Outcome.Created) created).resource();
        assertThat(answer.path("meta").path("version").asString()).isEqualTo("W/\"3\"");
        assertThat(answer.has("members")).isFalse();
        assertThat(version(left)).isEqualTo("W/\"4\"");
        // 1,300 go and one comes back: two steps.
        assertThat(version(put)).isEqualTo("W/\"6\"");
        assertThat(members()).hasSize(1_200);
        List<GroupEvent> events = groupEvents(6);
        assertThat(events).extracting(GroupEvent::version).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(membersAfter(events)).containsExactlyInAnyOrderElementsOf(members());
    }

    @Test
    void whoIsDeletedLeavesTheirGroupsInANewVersionOfThese() {
        users();
        UUID outer = MessageIds.next();
        pipeline.ask(company, createGroup("Inner", anna, ben));
        pipeline.ask(company, createGroup(outer, "Outer", group, anna));

        pipeline.ask(company, deleteUser(anna));
        pipeline.ask(company, new Command.Delete(ResourceType.GROUP, group, null));

        assertThat(membersAfter(groupEvents(group, 2).subList(0, 2)))
                .containsExactly(ben.toString());
        List<GroupEvent> ofOuter = groupEvents(outer, 3);
        assertThat(ofOuter).extracting(GroupEvent::version).containsExactly(1L, 2L, 3L);
        assertThat(membersAfter(ofOuter)).isEmpty();
        assertThat(
                        queries.find(company, ResourceType.GROUP, outer)
                                .orElseThrow()
                                .resource()
                                .path("meta")
                                .path("version")
                                .asString())
                .isEqualTo("W/\"3\"");
    }

    /** Okta pushes a group, is told 429, and pushes it again. */
    @Test
    void aCreateThatIsRepeatedAfterItsTimeMakesOneGroup() {
        users();
        Instant now = Instant.now();
        UUID first = MessageIds.next();
        UUID second = MessageIds.next();
        UUID third = MessageIds.next();

        Outcome made = askAt(now.minusSeconds(40), createGroup(first, "Late", anna));
        Outcome again = askAt(now.minusSeconds(25), createGroup(second, "Late", anna));
        Outcome last = askAt(now, createGroup(third, "Late", anna, ben));

        assertThat(made).isInstanceOf(Outcome.Created.class);
        assertThat(again.resourceId()).isEqualTo(first);
        assertThat(version(again)).isEqualTo("W/\"1\"");
        assertThat(last.resourceId()).isEqualTo(first);
        assertThat(groupsOf(ben)).containsExactly("Late");
        assertThat(groupsOf(anna)).containsExactly("Late");
        assertThat(groupEvents(first, 2))
                .extracting(e -> e.getClass().getSimpleName())
                .containsExactly("GroupCreated", "GroupPatched");
    }

    @Test
    void aRepeatedCreateUndoesNothingThatCameBetween() {
        users();
        Instant now = Instant.now();
        askAt(now.minusSeconds(60), createGroup("Changed", anna));
        Outcome joined =
                pipeline.ask(
                        company,
                        patch(
                                "[{\"op\": \"add\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}]}]"
                                        .formatted(ben)));

        Outcome late = askAt(now.minusSeconds(30), createGroup(MessageIds.next(), "Changed", anna));

        assertThat(version(joined)).isEqualTo("W/\"2\"");
        assertThat(late.resourceId()).isEqualTo(group);
        assertThat(version(late)).isEqualTo("W/\"2\"");
        assertThat(members()).containsExactlyInAnyOrder(anna.toString(), ben.toString());
    }

    /** The first waits on the partition of an instance that is down, the second does not. */
    @Test
    void aCreateThatComesAfterItsRepetitionChangesNothing() {
        users();
        Instant now = Instant.now();
        UUID second = MessageIds.next();

        askAt(now, createGroup(second, "Overtaken", anna, ben));
        Outcome late = askAt(now.minusSeconds(20), createGroup("Overtaken", anna));

        assertThat(late.resourceId()).isEqualTo(second);
        assertThat(groupsOf(anna)).containsExactly("Overtaken");
        assertThat(groupsOf(ben)).containsExactly("Overtaken");
    }

    @Test
    void equalCreatesThatAreDecidedInTimeMakeTwoGroups() {
        users();
        // By a clock that is ahead, so that it is in time however slow this machine is.
        Instant ahead = Instant.now().plusSeconds(50);
        askAt(ahead, createGroup(MessageIds.next(), "Twin", anna));
        askAt(ahead, createGroup(MessageIds.next(), "Twin", anna));

        assertThat(groupsOf(anna)).containsExactly("Twin", "Twin");
    }

    @Test
    void aLateCreateOfAnotherNameOrCompanyMakesAGroup() {
        users();
        Instant then = Instant.now().minusSeconds(30);
        UUID other = company();
        askAt(then, createGroup(MessageIds.next(), "One", anna));
        UUID two = MessageIds.next();

        Outcome named = askAt(then, createGroup(two, "Two", anna));
        UUID elsewhere = MessageIds.next();
        Outcome ofOther =
                pipeline.outcome(pipeline.send(other, createGroup(elsewhere, "One"), then));

        assertThat(named.resourceId()).isEqualTo(two);
        assertThat(ofOther.resourceId()).isEqualTo(elsewhere);
        assertThat(groupsOf(anna)).containsExactlyInAnyOrder("One", "Two");
    }

    /** What no message can carry would hold up everybody's. */
    @Test
    void aGroupThatGrowsTooLargeIsRefusedAndStaysAsItWas() {
        pipeline.ask(company, createGroup("Grown"));
        Outcome fits = pipeline.ask(company, patch(opaque("a", 600_000)));
        Outcome tooLarge = pipeline.ask(company, patch(opaque("b", 600_000)));
        Outcome longName =
                pipeline.ask(
                        company,
                        patch(
                                "[{\"op\": \"replace\", \"path\": \"displayName\", \"value\": \"%s\"}]"
                                        .formatted("n".repeat(1025))));
        Outcome after =
                pipeline.ask(
                        company,
                        patch(
                                "[{\"op\": \"replace\", \"path\": \"displayName\", \"value\": \"x\"}]"));

        assertThat(version(fits)).isEqualTo("W/\"2\"");
        assertThat(tooLarge)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(Outcome.Reason.INVALID_VALUE);
                            assertThat(refused.detail()).contains("at most 1100000");
                        });
        assertThat(longName)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.detail()).contains("displayName", "1025"));
        assertThat(version(after)).isEqualTo("W/\"3\"");
    }

    private static String opaque(String name, int length) {
        String value = "v".repeat(60_000);
        return "[{\"op\": \"add\", \"value\": {\"urn:example:%s\": {%s}}}]"
                .formatted(
                        name,
                        IntStream.range(0, length / value.length())
                                .mapToObj(i -> "\"k%d\": \"%s\"".formatted(i, value))
                                .collect(Collectors.joining(", ")));
    }

    private Outcome askAt(Instant time, Command command) {
        return pipeline.outcome(pipeline.send(company, command, time));
    }

    /** What a reader of the events knows, who sees at most 1,000 members in each. */
    private static Set<String> membersAfter(List<GroupEvent> events) {
        Set<String> known = new HashSet<>();
        for (GroupEvent event : events) {
            int named = 0;
            if (event instanceof GroupEvent.GroupCreated created) {
                for (JsonNode member : created.data().path("members")) {
                    known.add(member.path("value").asString());
                    named++;
                }
            } else if (event instanceof GroupEvent.GroupPatched patched) {
                for (JsonNode operation : patched.data().path("Operations")) {
                    for (JsonNode member : operation.path("value")) {
                        known.add(member.path("value").asString());
                        named++;
                    }
                    if (operation.path("op").asString().equals("remove")) {
                        known.remove(operation.path("path").asString().split("\"", -1)[1]);
                        named++;
                    }
                }
            }
            assertThat(named).isLessThanOrEqualTo(1_000);
        }
        return known;
    }

    private UUID[] storedUsers(int count) {
        UUID[] ids = new UUID[count];
        Arrays.setAll(ids, i -> MessageIds.next());
        RunningProvisioner.shared()
                .getBean(JdbcClient.class)
                .sql(
                        """
                        insert into users.scim_user (id, company_id, user_name, user_name_key, active,
                            version, created_at, last_modified, document)
                        select id, ?, id::text, id::text, true, 1, now(), now(), '{}'::jsonb
                        from unnest(?::uuid[]) as id
                        """)
                .params(company, Arrays.stream(ids).map(UUID::toString).toArray(String[]::new))
                .update();
        return ids;
    }

    private void users() {
        pipeline.ask(company, createUser(anna, user("anna@example.com")));
        pipeline.ask(company, createUser(ben, user("ben@example.com")));
    }

    private Command createGroup(String name, UUID... members) {
        return createGroup(group, name, members);
    }

    private static Command createGroup(UUID id, String name, UUID... members) {
        return new Command.Create(ResourceType.GROUP, id, group(name, members));
    }

    private static ObjectNode group(String name, UUID... members) {
        ObjectNode resource = JSON.createObjectNode();
        resource.putArray("schemas").add(ResourceDefinition.GROUP_URN);
        resource.put("displayName", name);
        var array = resource.putArray("members");
        for (UUID member : members) {
            array.addObject().put("value", member.toString());
        }
        return resource;
    }

    private Command patch(String operations) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("schemas").add(PATCH_OP);
        body.set("Operations", JSON.readTree(operations));
        return new Command.Patch(
                ResourceType.GROUP,
                group,
                PatchRequest.parse(body, ResourceDefinition.GROUP).operations(),
                null);
    }

    private List<String> members() {
        return RunningProvisioner.shared()
                .getBean(GroupWrites.class)
                .members(group, Integer.MAX_VALUE)
                .stream()
                .map(member -> member.id().toString())
                .toList();
    }

    private List<String> groupsOf(UUID user) {
        return queries
                .find(company, ResourceType.USER, user)
                .orElseThrow()
                .resource()
                .path("groups")
                .values()
                .stream()
                .map((JsonNode g) -> g.path("display").asString())
                .toList();
    }

    private List<GroupEvent> groupEvents(int count) {
        return groupEvents(group, count);
    }

    private static List<GroupEvent> groupEvents(UUID id, int count) {
        return org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                pipeline.allEvents().stream()
                                        .map(Received::message)
                                        .filter(GroupEvent.class::isInstance)
                                        .map(GroupEvent.class::cast)
                                        .filter(e -> e.groupId().equals(id))
                                        .toList(),
                        events -> events.size() >= count);
    }

    private static String version(Outcome outcome) {
        return ((Outcome.Updated) outcome).resource().path("meta").path("version").asString();
    }
}

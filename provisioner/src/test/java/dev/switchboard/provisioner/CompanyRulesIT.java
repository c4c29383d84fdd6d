package dev.switchboard.provisioner;

import static dev.switchboard.provisioner.RunningProvisioner.createUser;
import static dev.switchboard.provisioner.RunningProvisioner.patchUser;
import static dev.switchboard.provisioner.RunningProvisioner.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.messages.Command;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.NumberEvent;
import dev.switchboard.messages.NumberEvent.AreaCodeFallback;
import dev.switchboard.messages.NumberEvent.AssignmentReason;
import dev.switchboard.messages.Office;
import dev.switchboard.messages.OfficeChangePolicy;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.messages.UserEvent;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.userstore.ResolutionQueue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
import java.util.stream.IntStream;

/** What an admin decides reaches the users, and the number service. */
@Timeout(180)
final class CompanyRulesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String OFFICE_NAME = ResourceDefinition.ENTERPRISE_URN + ":officeName";

    private static Pipeline pipeline;

    private final HttpClient http = HttpClient.newHttpClient();
    private final UUID company = MessageIds.next();
    private final String path = "/admin/v1/companies/" + company;
    private final UUID newYork = MessageIds.next();
    private final UUID boston = MessageIds.next();

    @BeforeAll
    static void open() {
        pipeline = RunningProvisioner.pipeline();
    }

    @AfterAll
    static void close() {
        pipeline.close();
    }

    @BeforeEach
    void setUp() throws Exception {
        put(path, "{'name': 'Example'}");
        put(
                path + "/offices/" + newYork,
                "{'name': 'New York', 'areaCode': '212', 'isDefault': true}");
        put(
                path + "/offices/" + boston,
                "{'name': 'Boston', 'areaCode': '617', 'fallbackAreaCodes': ['857'], 'timeZone': 'America/New_York'}");
    }

    @Test
    void tellsTheNumberServiceOfAnOfficesNewAreaCodes() throws Exception {
        UUID inBoston = create("Boston");
        UUID inNewYork = create("New York");
        put(path, "{'onOfficeChange': 'RENUMBER'}");
        pipeline.events(inBoston, 1);

        put(
                path + "/offices/" + boston,
                "{'name': 'Boston', 'areaCode': '617', 'fallbackAreaCodes': ['781', '857']}");

        UserEvent.UserUpdated told = (UserEvent.UserUpdated) pipeline.events(inBoston, 2).get(1);
        assertThat(told.office())
                .isEqualTo(new Office(boston, "Boston", "617", List.of("781", "857")));
        assertThat(told.entitlement())
                .satisfies(
                        e -> assertThat(e.onOfficeChange()).isEqualTo(OfficeChangePolicy.RENUMBER));
        awaitRest();
        pipeline.ask(company, patchUser(inNewYork, Map.of("title", "Next")));
        assertThat(pipeline.events(inNewYork, 2))
                .as("nothing changed there")
                .extracting(UserEvent::version)
                .containsExactly(1L, 2L);
    }

    @Test
    void keepsUsersInAnOfficeThatIsRenamedAndPlacesThemAnewWhenItGoes() throws Exception {
        UUID id = create("Boston");
        pipeline.events(id, 1);

        put(path + "/offices/" + boston, "{'name': 'Back Bay', 'areaCode': '617'}");
        assertThat(((UserEvent.UserUpdated) pipeline.events(id, 2).get(1)).office())
                .isEqualTo(new Office(boston, "Back Bay", "617"));

        assertThat(send("DELETE", path + "/offices/" + newYork, null)).isEqualTo(409);
        assertThat(send("DELETE", path + "/offices/" + boston, null)).isEqualTo(204);
        assertThat(((UserEvent.UserUpdated) pipeline.events(id, 3).get(2)).office())
                .isEqualTo(new Office(newYork, "New York", "212"));
    }

    /** Together they are larger than what is read at once. */
    @Test
    void placesVeryLargeUsersAnewAndGivesThemTheirNumbers() throws Exception {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            UUID id = MessageIds.next();
            ObjectNode large = at("large" + id, "Boston").put("nickName", "n".repeat(900_000));
            assertThat(pipeline.ask(company, createUser(id, large)))
                    .isInstanceOf(Outcome.Created.class);
            ids.add(id);
        }

        pipeline.sendTo(
                0,
                ids.stream()
                        .map(
                                id ->
                                        pipeline.record(
                                                MessageIds.next(),
                                                company,
                                                new NumberEvent.NumberUnavailable(
                                                        id, 1, "617", null),
                                                id))
                        .toList());
        ids.forEach(id -> pipeline.events(id, 2));
        put(path + "/offices/" + boston, "{'name': 'Back Bay', 'areaCode': '617'}");

        for (UUID id : ids) {
            assertThat(((UserEvent.UserUpdated) pipeline.events(id, 3).get(2)).office())
                    .isEqualTo(new Office(boston, "Back Bay", "617"));
        }
    }

    @Test
    void rejectsWhoFitsNoOfficeWhereTheCompanyWantsThat() throws Exception {
        UUID id = create("Boston");
        put(path, "{'officeMismatch': 'reject'}");

        UUID nowhere = MessageIds.next();
        Outcome refused = pipeline.ask(company, createUser(nowhere, at("nowhere", "Atlantis")));
        assertThat(refused).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) refused).detail())
                .contains("officeName 'Atlantis'", "'Boston', 'New York'");
        assertThat(pipeline.ask(company, patchUser(id, Map.of(OFFICE_NAME, "Atlantis"))))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(pipeline.ask(company, patchUser(id, Map.of("title", "Engineer"))))
                .isInstanceOf(Outcome.Updated.class);

        put(path, "{'officeMismatch': 'default-office'}");
        assertThat(pipeline.ask(company, createUser(nowhere, at("nowhere", "Atlantis"))))
                .isInstanceOf(Outcome.Created.class);
    }

    @Test
    void letsAGroupDecideForItsMembersAsLongAsTheyAreMembers() throws Exception {
        UUID id = create("New York");
        UUID group = MessageIds.next();
        put(
                path + "/group-mappings/" + MessageIds.next(),
                "{'displayName': 'Boston Support', 'officeId': '%s', 'licenceType': 'Contact Center'}"
                        .formatted(boston));
        awaitRest();

        pipeline.ask(company, group(group, "Boston Support", List.of(id)));

        UserEvent.UserUpdated steered = (UserEvent.UserUpdated) pipeline.events(id, 2).get(1);
        assertThat(steered.office()).extracting(Office::id).isEqualTo(boston);
        assertThat(steered.entitlement()).satisfies(e -> assertThat(e.numberIncluded()).isFalse());
        JsonNode telephony = steered.data().path(ResourceDefinition.TELEPHONY_URN);
        assertThat(telephony.path("license").asString()).isEqualTo("contact_center");
        assertThat(telephony.path("licenseStatus").asString()).isEqualTo("active");

        pipeline.ask(company, patchUser(id, Map.of("title", "Agent")));
        assertThat(((UserEvent.UserUpdated) pipeline.events(id, 3).get(2)).office())
                .as("a later command does not forget the group")
                .extracting(Office::id)
                .isEqualTo(boston);

        pipeline.ask(company, removeMember(group, id));

        UserEvent.UserUpdated freed = (UserEvent.UserUpdated) pipeline.events(id, 4).get(3);
        assertThat(freed.office()).extracting(Office::id).isEqualTo(newYork);
        assertThat(freed.entitlement()).satisfies(e -> assertThat(e.numberIncluded()).isTrue());
    }

    @Test
    void steersManyMembersInBoundedParts() throws Exception {
        int many = 1200;
        List<UUID> ids = IntStream.range(0, many).mapToObj(i -> MessageIds.next()).toList();
        List<UUID> commands =
                ids.stream()
                        .map(id -> pipeline.send(company, createUser(id, at("m" + id, "New York"))))
                        .toList();
        pipeline.awaitOutcomes(commands);
        UUID group = MessageIds.next();
        put(
                path + "/group-mappings/" + MessageIds.next(),
                "{'groupId': '%s', 'officeId': '%s'}".formatted(group, boston));

        pipeline.ask(company, group(group, "Everybody", ids));

        await().atMost(PATIENCE)
                .until(() -> ids.stream().allMatch(id -> pipeline.events(id).size() == 2));
    }

    @Test
    void showsWhatTheNumberServiceSays() throws Exception {
        ObjectNode asking = at("asking", "Boston");
        asking.putObject(ResourceDefinition.TELEPHONY_URN).put("requestedNumber", "(617) 555-0100");
        UUID id = MessageIds.next();
        pipeline.ask(company, createUser(id, asking));
        assertThat(((UserEvent.UserCreated) pipeline.events(id, 1).getFirst()).entitlement())
                .satisfies(e -> assertThat(e.requestedNumber()).isEqualTo("+16175550100"));

        pipeline.send(
                company,
                new NumberEvent.NumberAssigned(
                        id,
                        1,
                        "+18575550101",
                        "617",
                        "857",
                        AssignmentReason.SHARED_POOL,
                        AreaCodeFallback.FALLBACK_AREA_CODE,
                        "another user has it"));

        UserEvent.UserUpdated updated = (UserEvent.UserUpdated) pipeline.events(id, 2).get(1);
        JsonNode telephony = updated.data().path(ResourceDefinition.TELEPHONY_URN);
        assertThat(telephony.path("assignedNumber").asString()).isEqualTo("+18575550101");
        assertThat(telephony.path("numberDetail").asString())
                .isEqualTo(
                        "The requested number was not given: another user has it. Area code 617 had no number left; this one is of the fall-back area code 857.");
        assertThat(telephony.path("requestedNumber").asString()).isEqualTo("(617) 555-0100");
        assertThat(telephony.path("licenseStatus").asString()).isEqualTo("active");
    }

    private UUID create(String office) {
        UUID id = MessageIds.next();
        Outcome outcome = pipeline.ask(company, createUser(id, at("u" + id, office)));
        assertThat(outcome).isInstanceOf(Outcome.Created.class);
        return id;
    }

    private static ObjectNode at(String name, String office) {
        ObjectNode user = user(name + "@example.com");
        user.putObject(ResourceDefinition.ENTERPRISE_URN).put("officeName", office);
        return user;
    }

    private static Command group(UUID id, String name, List<UUID> members) {
        ObjectNode group = JSON.createObjectNode();
        group.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:Group");
        group.put("displayName", name);
        ArrayNode list = group.putArray("members");
        members.forEach(member -> list.addObject().put("value", member.toString()));
        return new Command.Create(ResourceType.GROUP, id, group);
    }

    private static Command removeMember(UUID group, UUID member) {
        ArrayNode operations = JSON.createArrayNode();
        operations
                .addObject()
                .put("op", "remove")
                .put("path", "members[value eq \"%s\"]".formatted(member));
        return new Command.Patch(ResourceType.GROUP, group, operations, null);
    }

    private void awaitRest() {
        var queue = RunningProvisioner.shared().getBean(ResolutionQueue.class);
        await().atMost(PATIENCE)
                .until(() -> queue.backlog().equals(new ResolutionQueue.Backlog(0, 0)));
    }

    private void put(String uri, String body) throws Exception {
        assertThat(send("PUT", uri, body)).isBetween(200, 201);
    }

    private int send(String method, String uri, @Nullable String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + RunningProvisioner.port() + uri))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + RunningProvisioner.ADMIN_TOKEN)
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body.replace('\'', '"')))
                        .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }
}

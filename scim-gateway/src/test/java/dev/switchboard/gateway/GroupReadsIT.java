package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.gateway.ScimClient.Answer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Groups with few and with very many members, which are read while they are sent. */
@Timeout(120)
final class GroupReadsIT {

    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    /** Around the ends of slices, which are shared by all the groups of a page. */
    private static final List<Integer> SIZES = List.of(0, 1, 24, 25, 26, 1000, 2345, 3);

    private static final StoreFixture STORE = new StoreFixture();
    private static final List<UUID> IDS = new ArrayList<>();

    private static UUID company;
    private static UUID huge;
    private static GatewayProcess gateway;

    private ScimClient client;

    @BeforeAll
    static void start() {
        company = STORE.company("Example");
        STORE.token(company, ScimClient.TOKEN, false, FAR);
        STORE.user(company, 1, "kim@example.com", true);
        for (int size : SIZES) {
            IDS.add(STORE.group(company, "Group of " + size, size));
        }
        for (int i = IDS.size(); i < 45; i++) {
            IDS.add(STORE.group(company, "Group %d of 2".formatted(i), 2));
        }
        UUID other = STORE.company("Other");
        STORE.token(other, "of-the-huge", false, FAR);
        huge = STORE.group(other, "Everybody", 60_000);
        gateway = STORE.startGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void connect() {
        client = gateway.client();
    }

    @AfterEach
    void showMembers() {
        STORE.showMembers(true);
    }

    @Test
    void givesAPageOfGroupsAsTheyAreStored() {
        Answer answer = client.get("/scim/v2/Groups?startIndex=1&count=100");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.http().body()).isEqualTo(page(IDS).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "'sortBy=displayName&sortOrder=descending'",
        "'filter=displayName+sw+%22group+of%22&sortBy=id&sortOrder=descending'",
        "'filter=members.display+eq+%22member+%5C%221%5C%22+of+Group+of+2345%22'"
    })
    void givesTheMembersOfEachGroupWhateverTheOrder(String query) {
        Answer answer = client.get("/scim/v2/Groups?" + query);

        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
        assertThat(answer.json().path("Resources")).isNotEmpty();
        for (JsonNode group : answer.json().path("Resources")) {
            assertThat(group).isEqualTo(shown(UUID.fromString(group.path("id").stringValue())));
        }
    }

    @Test
    void walksGroupsByCursor() {
        List<JsonNode> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = client.get("/scim/v2/Groups?count=4&cursor=" + cursor);
            page.json().path("Resources").forEach(seen::add);
            cursor = page.text("/nextCursor");
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(IDS.stream().map(GroupReadsIT::shown).toList());
    }

    @Test
    void givesUsersAndGroupsInOneList() {
        Answer answer = client.get("/scim/v2?count=8");

        assertThat(answer.text("/Resources/0/userName")).isEqualTo("kim@example.com");
        for (int i = 0; i < 7; i++) {
            assertThat(answer.json().at("/Resources/" + (i + 1))).isEqualTo(shown(IDS.get(i)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 6})
    void givesAGroup(int index) {
        UUID id = IDS.get(index);
        Answer answer = client.get("/scim/v2/Groups/" + id);

        assertThat(answer.http().body()).isEqualTo(shown(id).toString());
        assertThat(answer.header("ETag")).isEqualTo("W/\"1\"");
        assertThat(answer.header("Location")).isEqualTo(answer.text("/meta/location"));
        assertThat(client.send("HEAD", "/scim/v2/Groups/" + id, null).header("ETag"))
                .isEqualTo("W/\"1\"");
    }

    @Test
    void givesAGroupOfVeryMany() {
        Answer answer =
                client.sendAnonymously(
                        "GET", "/scim/v2/Groups/" + huge, null, "Authorization", "of-the-huge");

        assertThat(answer.json().path("members")).hasSize(60_000);
        assertThat(answer.json().path("meta").path("version").stringValue()).isEqualTo("W/\"1\"");
    }

    @ParameterizedTest
    @CsvSource({
        "attributes=members.value, 2345, value",
        "'attributes=displayName,members', 2345, 'value,type,display,$ref'",
        "attributes=members.display, 1564, display",
        "excludedAttributes=members.display, 2345, 'value,type,$ref'"
    })
    void showsOfMembersWhatIsAskedFor(String query, int members, String parts) {
        String filter = "&filter=displayName+eq+%22group+of+2345%22";
        JsonNode listed = client.get("/scim/v2/Groups?" + query + filter).json().at("/Resources/0");
        JsonNode single = client.get("/scim/v2/Groups/" + IDS.get(6) + "?" + query).json();

        assertThat(listed).isEqualTo(single);
        assertThat(listed.path("members")).hasSize(members);
        List<String> names = new ArrayList<>();
        for (JsonNode member : listed.path("members")) {
            if (names.size() < member.size()) {
                names = List.copyOf(member.propertyNames());
            }
        }
        assertThat(names).containsExactly(parts.split(","));
    }

    /** None of these members has a display: there is nothing to show, not even an empty list. */
    @Test
    void leavesOutAListOfMembersThatWouldBeEmpty() {
        UUID named = STORE.group(company, "Unnamed", 0);
        STORE.member(named, company);
        try {
            Answer answer = client.get("/scim/v2/Groups/" + named + "?attributes=members.display");

            assertThat(answer.http().body())
                    .isEqualTo(
                            "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"id\":\"%s\"}"
                                    .formatted(named));
        } finally {
            STORE.deleteGroup(named);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"excludedAttributes=members", "attributes=displayName", "attributes=id"})
    void readsNoMembersThatNobodyAskedFor(String query) {
        STORE.showMembers(false);

        assertThat(client.get("/scim/v2/Groups?" + query).status()).isEqualTo(200);
        assertThat(client.get("/scim/v2/Groups/" + IDS.getFirst() + "?" + query).status())
                .isEqualTo(200);
    }

    @Test
    void answersWhatFailsBeforeAnythingIsSentWithAnError() {
        STORE.showMembers(false);

        for (String path : List.of("Groups?count=100", "Groups/" + IDS.getFirst())) {
            Answer answer = client.get("/scim/v2/" + path);

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text("/schemas/0")).endsWith(":Error");
            assertThat(answer.header("Content-Length")).isNotEmpty();
        }
    }

    /** The client reads so slowly that the gateway is still at it when its store fails. */
    @Test
    void cutsOffWhatFailsAfterItWasBegun() throws Exception {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.setSoTimeout(30_000);
            socket.connect(new InetSocketAddress("localhost", client.port()));
            socket.getOutputStream()
                    .write(
                            "GET /scim/v2/Groups HTTP/1.1\r\nHost: x\r\nAuthorization: of-the-huge\r\n\r\n"
                                    .getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            received.write(in.readNBytes(1000));
            STORE.showMembers(false);
            try {
                in.transferTo(received);
            } catch (IOException e) {
                // A connection that is reset ends as clearly.
            }

            String text = received.toString(UTF_8);
            assertThat(text).startsWith("HTTP/1.1 200").contains("Transfer-Encoding: chunked");
            assertThat(text.length()).isGreaterThan(100_000);
            assertThat(text).doesNotEndWith("\r\n0\r\n\r\n").doesNotContain("Error");
            assertThat(text.substring(text.length() - 200)).doesNotContain("]}");
        }
    }

    private static ObjectNode page(List<UUID> groups) {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:ListResponse");
        page.put("totalResults", groups.size());
        page.put("startIndex", 1);
        page.put("itemsPerPage", groups.size());
        ArrayNode resources = page.putArray("Resources");
        groups.forEach(id -> resources.add(shown(id)));
        return page;
    }

    /** As a client sees it: with what only the gateway knows. */
    private static ObjectNode shown(UUID id) {
        String base = gateway.client().baseUrl() + "/scim/v2/";
        ObjectNode group = STORE.group(company, id);
        for (JsonNode member : group.path("members")) {
            ((ObjectNode) member)
                    .put(
                            "$ref",
                            base
                                    + member.path("type").stringValue()
                                    + "s/"
                                    + member.path("value").stringValue());
        }
        ((ObjectNode) group.path("meta")).put("location", base + "Groups/" + id);
        return group;
    }
}

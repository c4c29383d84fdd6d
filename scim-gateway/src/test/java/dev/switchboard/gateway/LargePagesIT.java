package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.gateway.ScimClient.Answer;
import dev.switchboard.localstack.FreePorts;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Pages of users who are so large that they are read while they are sent. */
@Timeout(300)
final class LargePagesIT {

    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    /** Nearly as large as a user may be. */
    private static final int LARGE = 1_000_000;

    /** The end of a page of 120 that is not cut off. */
    private static final String WHOLE = "],\"itemsPerPage\":120}";

    private static final StoreFixture STORE = new StoreFixture();
    private static final List<UUID> IDS = new ArrayList<>();
    private static final List<UUID> GROUPS = new ArrayList<>();

    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        UUID company = STORE.company("Example");
        STORE.token(company, ScimClient.TOKEN, false, FAR);
        for (int i = 1; i <= 14; i++) {
            int characters = i % 3 == 0 ? 10 : LARGE / 2;
            IDS.add(STORE.largeUser(company, i, "u%02d@example.com".formatted(i), characters));
        }
        for (int i = 1; i <= 3; i++) {
            GROUPS.add(STORE.group(company, "Group " + i, i));
        }
        // Who keeps the only connection while a client reads keeps everybody from reading.
        gateway =
                STORE.startGateway(
                        "spring.datasource.hikari.maximum-pool-size=1",
                        "spring.datasource.hikari.minimum-idle=1");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "&sortBy=userName&sortOrder=descending, true",
        "&filter=userName+co+%22example%22, false"
    })
    void givesAllInOrder(String query, boolean descending) {
        Answer answer = gateway.client().get("/scim/v2/Users?count=200" + query);

        assertThat(answer.status()).isEqualTo(200);
        assertPage(answer.json(), descending ? IDS.reversed() : IDS);
        assertThat(answer.json().path("totalResults").asInt()).isEqualTo(14);
    }

    @Test
    void showsOfEachWhatIsAskedFor() {
        JsonNode page = gateway.client().get("/scim/v2/Users?count=200&attributes=userName").json();

        assertThat(page.path("Resources")).hasSize(14).noneMatch(user -> user.has("nickName"));
        assertThat(page.at("/Resources/13/userName").stringValue()).isEqualTo("u14@example.com");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 7})
    void walksByIndex(int count) {
        List<JsonNode> seen = new ArrayList<>();
        int total = 1;
        for (int startIndex = 1; startIndex <= total; startIndex += count) {
            JsonNode page =
                    gateway.client()
                            .get(
                                    "/scim/v2/Users?startIndex=%d&count=%d"
                                            .formatted(startIndex, count))
                            .json();
            total = page.path("totalResults").asInt();
            page.path("Resources").forEach(seen::add);
        }

        assertResources(seen, IDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 7})
    void walksByCursor(int count) {
        List<JsonNode> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page =
                    gateway.client()
                            .get("/scim/v2/Users?count=%d&cursor=%s".formatted(count, cursor));
            page.json().path("Resources").forEach(seen::add);
            cursor = page.text("/nextCursor");
        } while (!cursor.isEmpty());

        assertResources(seen, IDS);
    }

    @Test
    void givesUsersAndGroupsInOneList() {
        List<UUID> all = new ArrayList<>(IDS);
        all.addAll(GROUPS);

        JsonNode page = gateway.client().get("/scim/v2?count=200").json();

        assertThat(page.path("itemsPerPage").asInt()).isEqualTo(17);
        assertResources(List.copyOf(page.path("Resources").values()), all);
        assertThat(page.at("/Resources/16/members")).hasSize(3);
    }

    /** The client reads so slowly that the last of them are not read from the store yet. */
    @Test
    void showsThemAsTheyAreWhenTheirTurnComes() throws Exception {
        UUID company = STORE.company("Changing");
        STORE.token(company, "of-the-changing", false, FAR);
        List<UUID> ids = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            ids.add(STORE.largeUser(company, i, "c%d@example.com".formatted(i), LARGE));
        }
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.setSoTimeout(60_000);
            socket.connect(new InetSocketAddress("localhost", gateway.client().port()));
            // By the older protocol a body is not cut into chunks.
            socket.getOutputStream()
                    .write(
                            "GET /scim/v2/Users?count=200 HTTP/1.0\r\nAuthorization: of-the-changing\r\n\r\n"
                                    .getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            String begin = new String(in.readNBytes(1000), UTF_8);
            assertThat(gateway.client().get("/scim/v2/Users/" + IDS.getFirst()).status())
                    .as("no connection is kept")
                    .isEqualTo(200);
            STORE.delete(ids.remove(18));
            STORE.rename(ids.getLast(), company, 20, "renamed@example.com");

            String answer = begin + new String(in.readAllBytes(), UTF_8);
            JsonNode page = new JsonMapper().readTree(answer.substring(answer.indexOf('{')));
            assertPage(page, ids);
            assertThat(page.path("totalResults").asInt()).as("as found").isEqualTo(20);
            assertThat(page.at("/Resources/18/userName").stringValue())
                    .isEqualTo("renamed@example.com");
        }
    }

    @Test
    void sendsAPageThatIsLargerThanTheHeap() throws Exception {
        UUID company = STORE.company("Heavy");
        STORE.token(company, "of-the-heavy", false, FAR);
        for (int i = 1; i <= 120; i++) {
            STORE.largeUser(company, i, "h%d@example.com".formatted(i), LARGE);
        }
        int port = FreePorts.free(1).getFirst();
        Process process = process(port, "-Xmx88m");
        try {
            await().atMost(Duration.ofMinutes(2))
                    .ignoreExceptions()
                    .until(
                            () ->
                                    new ScimClient(port).get("/scim/v2/Users?count=1").status()
                                            == 200);
            long length = lengthOf(port, "/scim/v2/Users?count=200", "of-the-heavy");

            assertThat(length).isGreaterThan(120L * LARGE);
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static long lengthOf(int port, String path, String token) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(
                            "GET %s HTTP/1.0\r\nAuthorization: %s\r\n\r\n"
                                    .formatted(path, token)
                                    .getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            byte[] begin = in.readNBytes(12);
            assertThat(new String(begin, UTF_8)).isEqualTo("HTTP/1.1 200");
            long length = 0;
            String end = "";
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                length += read;
                int some = Math.min(read, WHOLE.length());
                end += new String(buffer, read - some, some, UTF_8);
                end = end.substring(Math.max(0, end.length() - WHOLE.length()));
            }
            assertThat(end).isEqualTo(WHOLE);
            return length;
        }
    }

    private static Process process(int port, String heap) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(heap, "-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(ScimGatewayApplication.class.getName());
        List<String> settings = new ArrayList<>(STORE.settings());
        settings.add("server.port=" + port);
        settings.add("management.server.port=0");
        settings.add("switchboard.gateway.outcome-head-start=1s");
        settings.add("spring.kafka.bootstrap-servers=127.0.0.1:1");
        settings.forEach(setting -> command.add("--" + setting));
        File log = new File("target", "large-pages-gateway.log");
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    }

    private static void assertPage(JsonNode page, List<UUID> ids) {
        assertThat(page.path("itemsPerPage").asInt()).isEqualTo(ids.size());
        assertResources(List.copyOf(page.path("Resources").values()), ids);
    }

    private static void assertResources(List<JsonNode> resources, List<UUID> ids) {
        assertThat(resources.stream().map(each -> each.path("id").stringValue()))
                .isEqualTo(ids.stream().map(UUID::toString).toList());
        assertThat(resources).allMatch(each -> each.path("meta").has("location"));
    }
}

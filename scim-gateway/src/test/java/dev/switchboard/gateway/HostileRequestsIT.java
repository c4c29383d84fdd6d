package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.BeforeProperty;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Whatever comes over the wire is answered, and by no fault: a gateway with its store and without a
 * broker, so that a write that is in order is answered 429. Nothing may be changed, nothing may
 * hang, and memory may not grow.
 */
final class HostileRequestsIT {

    private static final String TOKEN = "sbt_hostile-token-with-enough-characters";
    private static final int DEADLINE_MILLIS = 30_000;

    /** A slow machine tries fewer cases instead of longer, but at least {@link #LEAST_CASES}. */
    private static final Duration BUDGET = Duration.ofSeconds(8);

    private static final int LEAST_CASES = 50;
    private static final long MAX_GROWTH = 100L << 20;

    private static final JsonMapper JSON = new JsonMapper();
    private static final StoreFixture STORE = new StoreFixture();

    private static int port;
    private static UUID user = new UUID(0, 0);
    private static String before = "";
    private static long memoryBefore;
    private static @Nullable GatewayProcess gateway;
    private static Instant end = Instant.MIN;
    private static int cases;

    @BeforeContainer
    static void start() {
        UUID company = STORE.company("Hostile");
        STORE.token(company, TOKEN, false, Instant.now().plus(Duration.ofDays(1)));
        for (int i = 0; i < 20; i++) {
            user = STORE.user(company, i, "user" + i + "@example.com", true);
        }
        gateway =
                STORE.startGateway(
                        // One client sends all of it, faster than a company may.
                        "switchboard.gateway.limits.requests-per-second=0",
                        // There is no broker to wait for.
                        "spring.kafka.producer.properties.max.block.ms=50");
        port = gateway.client().port();
        before = STORE.digest();
        assertThat(exchange("GET", "/scim/v2/Users", "", new byte[0]).status()).isEqualTo(200);
        memoryBefore = usedMemory();
    }

    @AfterContainer
    static void changedNothingAndGrewNot() {
        try {
            assertThat(STORE.digest()).isEqualTo(before);
            assertThat(usedMemory() - memoryBefore).isLessThan(MAX_GROWTH);
        } finally {
            Objects.requireNonNull(gateway).close();
        }
    }

    @BeforeProperty
    void startTheClock() {
        end = Instant.now().plus(BUDGET);
        cases = 0;
    }

    @Property(tries = 1_500, shrinking = ShrinkingMode.OFF)
    void answersAnyQuery(@ForAll("paths") String path, @ForAll("queries") String query) {
        if (hasTime()) {
            assertAnswered(path, exchange("GET", path + "?" + query, "", new byte[0]));
        }
    }

    @Property(tries = 1_500, shrinking = ShrinkingMode.OFF)
    void answersAnyBody(
            @ForAll("methods") String method,
            @ForAll("paths") String path,
            @ForAll("bodies") byte[] body) {
        if (hasTime()) {
            String type = "Content-Type: application/scim+json\r\n";
            assertAnswered(path, exchange(method, path, type, body));
        }
    }

    @Property(tries = 800, shrinking = ShrinkingMode.OFF)
    void answersAnyHeaders(@ForAll("headers") String headers, @ForAll("bodies") byte[] body) {
        if (hasTime()) {
            assertAnswered("/scim/v2/Users", exchange("POST", "/scim/v2/Users", headers, body));
        }
    }

    /** Here a closed connection is an answer too: there was no request to answer. */
    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void survivesAnyBytes(@ForAll("garbage") byte[] bytes) {
        if (!hasTime()) {
            return;
        }
        try (Socket socket = open()) {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            byte[] answer = socket.getInputStream().readAllBytes();
            if (answer.length > 0) {
                // RFC 9110's own words for what nobody speaks: a transfer coding, a version.
                assertRefusedOrAnswered(RawAnswer.ofAnyVersion(answer), 501, 505);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("No end within the deadline", e);
        } catch (IOException e) {
            // Reset: the gateway did not read what follows what it refused.
            assertThat(e).isInstanceOf(SocketException.class);
        }
    }

    /** A request line without a version is HTTP/0.9, and so is the answer: a body and no more. */
    @Example
    void refusesHttpBeforeVersionOne() throws IOException {
        try (Socket socket = open()) {
            socket.getOutputStream().write("GET /scim/v2/Users\r\n".getBytes(UTF_8));
            socket.shutdownOutput();
            byte[] answer = socket.getInputStream().readAllBytes();
            assertThat(new String(answer, UTF_8)).startsWith("{");
            assertRefusedOrAnswered(RawAnswer.ofAnyVersion(answer));
        }
    }

    private static boolean hasTime() {
        if (cases >= LEAST_CASES && Instant.now().isAfter(end)) {
            return false;
        }
        cases++;
        return true;
    }

    /** 501 is what RFC 7644, section 3.11 wants of /Me, and of nothing else here. */
    private static void assertAnswered(String path, RawAnswer answer) {
        if (path.matches("/scim/v2/Me/?")) {
            assertRefusedOrAnswered(answer, 501);
        } else {
            assertRefusedOrAnswered(answer);
        }
    }

    private static void assertRefusedOrAnswered(RawAnswer answer, Integer... allowed) {
        if (!List.of(allowed).contains(answer.status())) {
            assertThat(answer.status()).as(answer.text()).isBetween(200, 499);
        }
        if (answer.status() >= 400) {
            JsonNode error = JSON.readTree(answer.body());
            assertThat(error.at("/schemas/0").asString())
                    .as(answer.text())
                    .isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
            assertThat(error.at("/status").asString()).isEqualTo(String.valueOf(answer.status()));
            assertThat(error.at("/detail").asString()).isNotBlank();
        }
    }

    @Provide
    static Arbitrary<String> methods() {
        return HostileInputs.methods();
    }

    @Provide
    static Arbitrary<String> paths() {
        return HostileInputs.paths(user.toString());
    }

    @Provide
    static Arbitrary<String> queries() {
        return HostileInputs.queries();
    }

    @Provide
    static Arbitrary<byte[]> bodies() {
        return HostileInputs.bodies();
    }

    @Provide
    static Arbitrary<String> headers() {
        return HostileInputs.headers();
    }

    @Provide
    static Arbitrary<byte[]> garbage() {
        return HostileInputs.garbage();
    }

    private static Socket open() throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.setSoTimeout(DEADLINE_MILLIS);
        return socket;
    }

    /** A request that is not answered in time, or not at all, fails the test. */
    private static RawAnswer exchange(String method, String target, String headers, byte[] body) {
        String head =
                method
                        + " "
                        + target
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + TOKEN
                        + "\r\n"
                        + headers
                        + "Content-Length: "
                        + body.length
                        + "\r\n\r\n";
        try (Socket socket = open()) {
            socket.getOutputStream().write(head.getBytes(UTF_8));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return RawAnswer.of(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new AssertionError("Not answered: " + head, e);
        }
    }

    /** An answer as it came, whole: the gateway has closed the connection behind it. */
    private record RawAnswer(int status, String text) {

        static RawAnswer of(byte[] bytes) {
            String text = new String(bytes, UTF_8);
            assertThat(text).startsWith("HTTP/1.1 ").contains("\r\n\r\n");
            return new RawAnswer(Integer.parseInt(text.substring(9, 12)), text);
        }

        static RawAnswer ofAnyVersion(byte[] bytes) {
            String text = new String(bytes, UTF_8);
            return text.startsWith("HTTP/")
                    ? of(bytes)
                    : new RawAnswer(JSON.readTree(text).path("status").asInt(), "\r\n\r\n" + text);
        }

        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

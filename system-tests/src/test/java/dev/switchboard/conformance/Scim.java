package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A test's client: speaks SCIM, names things uniquely, deletes what it created. */
final class Scim implements AutoCloseable {

    private static final String RUN =
            Integer.toString(ThreadLocalRandom.current().nextInt(60_466_176), 36);
    private static final String TELEPHONY =
            "urn:switchboard:params:scim:schemas:extension:telephony:2.0:User";
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final ScimServer server;
    private final Features features;
    private final List<String> created = new ArrayList<>();

    Scim(ScimServer server, Features features) {
        this.server = server;
        this.features = features;
    }

    ScimServer server() {
        return server;
    }

    Features features() {
        return features;
    }

    /** Skips the test if the server does not announce the feature. */
    void needs(boolean supported, String feature) {
        assumeTrue(supported, "the server announces no support of " + feature);
    }

    void needsGroups() {
        needs(features.groups(), "Groups");
    }

    /** A name that nothing else has, in lower case. */
    String unique(String stem) {
        return stem + "-" + RUN + "-" + NAMES.incrementAndGet();
    }

    /** A userName that nobody else has, in lower case. */
    String userName(String stem) {
        return unique(stem) + "@conformance.example";
    }

    Call call(String method, String path) {
        return new Call(server, method, path);
    }

    ScimAnswer get(String path) {
        return call("GET", path).send();
    }

    /** A GET with these query names and values, alternating. */
    ScimAnswer find(String path, Object... parameters) {
        return get(Call.query(path, parameters));
    }

    /** The users that the filter matches, at most 100. */
    ScimAnswer users(String filter) {
        return find("/Users", "filter", filter, "count", 100);
    }

    ScimAnswer post(String path, JsonNode body) {
        return remember(path, call("POST", path).body(body).send());
    }

    ScimAnswer put(String path, JsonNode body) {
        return call("PUT", path).body(body).send();
    }

    ScimAnswer patch(String path, String... operations) {
        return call("PATCH", path).body(Json.patch(operations)).send();
    }

    ScimAnswer delete(String path) {
        return call("DELETE", path).send();
    }

    /** Creates it; asserts that this worked. */
    ScimAnswer createUser(JsonNode body) {
        return post("/Users", body).is(201);
    }

    /** Creates somebody. */
    ScimAnswer createUser() {
        return createUser(Json.user(userName("ada")));
    }

    /** Creates somebody with these members. */
    ScimAnswer createUser(String template) {
        return createUser(Json.user(userName("ada"), template));
    }

    /** Creates somebody and says only the id. */
    String newUser() {
        return createUser().id();
    }

    /** Creates a group of these users; asserts that this worked. */
    ScimAnswer createGroup(String... memberIds) {
        return post("/Groups", Json.group(unique("group"), memberIds)).is(201);
    }

    /** Notes that the answer, if 201, created something to delete after the test. */
    ScimAnswer remember(String path, ScimAnswer answer) {
        if (answer.status() == 201 && answer.body().contains("\"id\"")) {
            String endpoint = path.replaceAll("\\?.*", "");
            created.add(endpoint + "/" + answer.text("/id"));
        }
        return answer;
    }

    /** Notes that there is something at the path to delete after the test. */
    void remember(String path) {
        created.add(path);
    }

    /**
     * Reads the resource until two reads in a row say the same version, so that what the server
     * adds by itself after a change (a telephone number) does not disturb the test.
     */
    ScimAnswer settled(String path) {
        Deque<ScimAnswer> reads = new ArrayDeque<>();
        reads.add(get(path).is(200));
        return await().pollInterval(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            reads.add(get(path).is(200));
                            return reads.getLast();
                        },
                        next -> isSettled(reads.removeFirst(), next));
    }

    private static boolean isSettled(ScimAnswer last, ScimAnswer next) {
        return next.header("ETag").equals(last.header("ETag"))
                && next.json().equals(last.json())
                && !waitsForItsFirstNumber(next.json());
    }

    /** Only this server says so; of any other, rest is all there is to see. */
    private static boolean waitsForItsFirstNumber(JsonNode resource) {
        JsonNode telephony = resource.path(TELEPHONY);
        return resource.path("active").asBoolean()
                && telephony.path("numberStatus").asString("").equals("none");
    }

    /** The absolute URI as a path below the base URL. */
    String pathOf(String location) {
        String base = server.baseUrl().toString();
        if (location.startsWith(base)) {
            return location.substring(base.length());
        }
        String path = URI.create(location).getPath();
        String basePath = server.baseUrl().getPath();
        assertThat(path).as("path of the location '%s'", location).startsWith(basePath);
        return path.substring(basePath.length());
    }

    /** A copy of the answer's resource to change. */
    static ObjectNode copy(ScimAnswer answer) {
        return (ObjectNode) answer.json().deepCopy();
    }

    /** Deletes what the test created, the last first; what is gone already is no matter. */
    @Override
    public void close() {
        for (String path : created.reversed()) {
            delete(path);
        }
        created.clear();
    }
}

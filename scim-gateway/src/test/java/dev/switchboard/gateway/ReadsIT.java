package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.ScimClient.Answer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads from a real store with the role that a gateway has (RFC 7644, section 3.4). */
@Timeout(120)
final class ReadsIT {

    private static final int USERS = 7;
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");
    private static final StoreFixture STORE = new StoreFixture();
    private static final List<UUID> IDS = new ArrayList<>();

    private static UUID foreignId;
    private static GatewayProcess gateway;

    private ScimClient client;

    @BeforeAll
    static void start() {
        UUID company = STORE.company("Example");
        UUID other = STORE.company("Other");
        STORE.token(company, ScimClient.TOKEN, false, FAR);
        STORE.token(other, "of-another-company", false, FAR);
        for (int i = 1; i <= USERS; i++) {
            IDS.add(STORE.user(company, i, "User.%d+x@Example.com".formatted(i), i != 2));
        }
        foreignId = STORE.user(other, 1, "foreign@example.com", true);
        // One test has all connections at once, and none may be late for it.
        gateway =
                STORE.startGateway(
                        "spring.datasource.hikari.minimum-idle=16",
                        "spring.datasource.hikari.connection-timeout=30000");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void connect() {
        client = gateway.client();
    }

    @Test
    void givesAUser() {
        Answer answer = client.get("/scim/v2/Users/" + IDS.getFirst());

        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
        assertThat(answer.text("/userName")).isEqualTo("User.1+x@Example.com");
        assertThat(answer.header("ETag"))
                .isEqualTo("W/\"1\"")
                .isEqualTo(answer.text("/meta/version"));
        assertThat(answer.header("Location"))
                .isEqualTo(answer.text("/meta/location"))
                .isEqualTo(client.baseUrl() + "/scim/v2/Users/" + IDS.getFirst());
    }

    @Test
    void givesAUserWhoseIdIsEncoded() {
        String id = IDS.getFirst().toString();
        String encoded = "%%%02X%s".formatted((int) id.charAt(0), id.substring(1));

        assertThat(client.get("/scim/v2/Users/" + encoded).text("/id")).isEqualTo(id);
    }

    /**
     * 8 searches of a company may be in the store at once, and 2 statements with 16 look-ups each.
     */
    @ParameterizedTest
    @CsvSource({
        "9, 8, /scim/v2/Users?filter=displayName+sw+%22x%22",
        "9, 8, /scim/v2/Users?count=2",
        "33, 2, /scim/v2/Users/%s",
        "33, 2, /scim/v2/Users?filter=userName+eq+%22user.1%2Bx%40example.com%22"
    })
    void asksToTryAgainWhenOneCompanyReadsTooMuchAtOnce(int requests, int served, String template)
            throws Exception {
        String path = template.replace("%s", IDS.getFirst().toString());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ExecutorCompletionService<Answer>(threads);
            Future<Answer> neighbour =
                    STORE.whileUsersAreLocked(
                            () -> {
                                for (int i = 0; i < requests; i++) {
                                    answers.submit(() -> gateway.client().get(path));
                                }
                                Future<Answer> beside =
                                        threads.submit(
                                                () ->
                                                        gateway.client()
                                                                .sendAnonymously(
                                                                        "GET",
                                                                        "/scim/v2/Users/"
                                                                                + foreignId,
                                                                        null,
                                                                        "Authorization",
                                                                        "of-another-company"));
                                Answer refused = first(answers);
                                assertThat(refused.status())
                                        .as(refused.http().body())
                                        .isEqualTo(429);
                                assertThat(refused.header("Retry-After")).isEqualTo("10");
                                assertThat(refused.text("/detail"))
                                        .startsWith("As many reads of your company are under way");
                                return beside;
                            });
            List<Integer> rest = new ArrayList<>();
            for (int i = 1; i < requests; i++) {
                rest.add(answers.take().get().status());
            }
            assertThat(rest)
                    .isSubsetOf(200, 429)
                    .filteredOn(status -> status == 200)
                    .hasSizeGreaterThanOrEqualTo(served);
            assertThat(neighbour.get().status()).isEqualTo(200);
        }
    }

    @Test
    void givesNothingThatTheClientHas() {
        String path = "/scim/v2/Users/" + IDS.getFirst();

        Answer same = client.send("GET", path, null, "If-None-Match", "W/\"1\"");
        Answer other = client.send("GET", path, null, "If-None-Match", "W/\"9\"");

        assertThat(same.status()).isEqualTo(304);
        assertThat(same.http().body()).isEmpty();
        assertThat(same.header("ETag")).isEqualTo("W/\"1\"");
        assertThat(other.status()).isEqualTo(200);
    }

    @Test
    void answersHeadLikeGetWithoutABody() {
        Answer answer = client.send("HEAD", "/scim/v2/Users/" + IDS.getFirst(), null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("W/\"1\"");
        assertThat(answer.http().body()).isEmpty();
    }

    @Test
    void answersAForeignIdLikeAnUnknownOne() {
        String unknown = "0190c0de-0000-7000-8000-0000000000ff";

        Answer foreignOne = client.get("/scim/v2/Users/" + foreignId);
        Answer unknownOne = client.get("/scim/v2/Users/" + unknown);

        assertThat(foreignOne.status()).isEqualTo(404);
        assertThat(foreignOne.http().body().replace(foreignId.toString(), unknown))
                .isEqualTo(unknownOne.http().body());
        assertThat(client.get("/scim/v2/Groups/" + IDS.getFirst()).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filter=userName%20eq%20%22user.2%2Bx%40example.com%22",
                "filter=userName+eq+%22USER.2%2Bx%40EXAMPLE.COM%22&startIndex=1&count=100",
                "filter=externalId%20eq%20%2200u2%22",
                "filter=emails.value%20eq%20%22user.2%2Bx@example.com%22",
                "filter=active%20eq%20false"
            })
    void findsAUserInactiveOrNot(String query) {
        Answer answer = client.get("/scim/v2/Users?" + query);

        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
        assertThat(answer.json().path("totalResults").asInt()).isEqualTo(1);
        assertThat(answer.text("/Resources/0/id")).isEqualTo(IDS.get(1).toString());
        assertThat(answer.text("/Resources/0/meta/location"))
                .isEqualTo(client.baseUrl() + "/scim/v2/Users/" + IDS.get(1));
    }

    @Test
    void findsAUserById() {
        Answer answer = client.get("/scim/v2/Users?filter=id+eq+%22" + IDS.get(3) + "%22");

        assertThat(answer.text("/Resources/0/userName")).isEqualTo("User.4+x@Example.com");
    }

    @Test
    void findsNothingWithAnEmptyList() {
        Answer answer = client.get("/scim/v2/Users?filter=userName+eq+%22foreign%40example.com%22");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/schemas/0"))
                .isEqualTo("urn:ietf:params:scim:api:messages:2.0:ListResponse");
        assertThat(answer.json().path("totalResults").isInt()).isTrue();
        assertThat(answer.json().path("totalResults").asInt()).isZero();
        assertThat(answer.json().path("itemsPerPage").asInt()).isZero();
        assertThat(answer.json().path("Resources").isArray()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1, 7",
        "startIndex=1&count=2, 1, 2",
        "startIndex=6&count=5, 6, 2",
        "startIndex=8&count=5, 8, 0",
        "startIndex=101&count=100, 101, 0",
        "startIndex=0&count=3, 1, 3",
        "count=0, 1, 0",
        "count=-4, 1, 0",
        "count=99999999999, 1, 7"
    })
    void pagesByIndex(String query, int startIndex, int items) {
        Answer answer = client.get("/scim/v2/Users?" + query);

        assertThat(answer.json().path("totalResults").asInt()).isEqualTo(USERS);
        assertThat(answer.json().path("startIndex").asInt()).isEqualTo(startIndex);
        assertThat(answer.json().path("itemsPerPage").asInt()).isEqualTo(items);
        assertThat(answer.json().path("Resources").size()).isEqualTo(items);
        for (int i = 0; i < items; i++) {
            assertThat(answer.text("/Resources/" + i + "/id"))
                    .isEqualTo(IDS.get(startIndex - 1 + i).toString());
        }
    }

    @Test
    void showsOnlyWhatIsAskedFor() {
        Answer some = client.get("/scim/v2/Users?attributes=userName,emails.value&count=1");
        Answer except =
                client.get("/scim/v2/Users/" + IDS.getFirst() + "?excludedAttributes=emails");

        assertThat(some.json().at("/Resources/0").has("name")).isFalse();
        assertThat(some.text("/Resources/0/id")).isNotEmpty();
        assertThat(some.text("/Resources/0/emails/0/value")).contains("@Example.com");
        assertThat(except.json().has("emails")).isFalse();
        assertThat(except.text("/userName")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/scim/v2/Users/.search", "/scim/v2/.search", "/scim/v2//.search/"})
    void searchesWithoutAQueryString(String path) {
        Answer answer =
                client.post(
                        path,
                        """
                        {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
                         "filter":"userName sw \\"user.\\"","attributes":["userName"],
                         "startIndex":2,"count":3}
                        """);

        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
        assertThat(answer.json().path("totalResults").asInt()).isEqualTo(USERS);
        assertThat(answer.json().path("itemsPerPage").asInt()).isEqualTo(3);
        assertThat(answer.text("/Resources/0/id")).isEqualTo(IDS.get(1).toString());
        assertThat(answer.json().at("/Resources/0").has("emails")).isFalse();
    }

    @Test
    void searchesAllTypesFromTheRoot() {
        Answer answer = client.get("/scim/v2?count=100");

        assertThat(answer.json().path("totalResults").asInt()).isEqualTo(USERS);
    }

    @Test
    void givesAnEmptyListOfGroups() {
        Answer answer = client.get("/scim/v2/Groups?startIndex=1&count=100");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("totalResults").asInt()).isZero();
    }

    @Test
    void showsEachCompanyItsOwn() {
        Answer answer =
                client.sendAnonymously(
                        "GET", "/scim/v2/Users", null, "Authorization", "of-another-company");

        assertThat(answer.json().path("totalResults").asInt()).isEqualTo(1);
        assertThat(answer.text("/Resources/0/id")).isEqualTo(foreignId.toString());
    }

    @Test
    void sorts() {
        Answer answer = client.get("/scim/v2/Users?sortBy=userName&sortOrder=descending&count=3");

        assertThat(answer.text("/Resources/0/userName")).isEqualTo("User.7+x@Example.com");
        assertThat(answer.text("/Resources/2/userName")).isEqualTo("User.5+x@Example.com");
        assertThat(
                        client.get(
                                        "/scim/v2/Users?sortBy=userName&sortOrder=descending&startIndex=6&count=3")
                                .text("/Resources/1/userName"))
                .isEqualTo("User.1+x@Example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "sortBy=name, invalidValue, name.familyName",
        "sortBy=meta.location, invalidValue, meta.location",
        "sortBy=password, invalidValue, password",
        "sortBy=nobody, invalidValue, nobody",
        "sortBy=userName&sortOrder=sideways, invalidValue, sortOrder",
        "cursor&count=1001, invalidCount, 1000",
        "cursor=nonsense&count=2, invalidCursor, nextCursor"
    })
    void tellsWhatIsWrongWithAList(String query, String scimType, String detail) {
        Answer answer = client.get("/scim/v2/Users?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/scimType")).isEqualTo(scimType);
        assertThat(answer.text("/detail")).contains(detail);
    }

    @Test
    void walksByCursor() {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            Answer page = client.get("/scim/v2/Users?count=3&cursor=" + cursor);
            assertThat(page.status()).as(page.http().body()).isEqualTo(200);
            assertThat(page.json().path("totalResults").asInt()).isEqualTo(USERS);
            assertThat(page.json().has("startIndex")).isFalse();
            assertThat(page.json().path("itemsPerPage").asInt())
                    .isEqualTo(page.json().path("Resources").size());
            seen.addAll(ids(page));
            cursor = page.text("/nextCursor");
            pages++;
        } while (!cursor.isEmpty() && pages < 10);

        assertThat(seen).isEqualTo(IDS.stream().map(UUID::toString).toList());
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void bindsACursorToItsSearchAndItsCompany() {
        String cursor = client.get("/scim/v2/Users?count=3&cursor=").text("/nextCursor");

        for (String other :
                List.of(
                        "Users?count=3&sortBy=userName",
                        "Users?count=3&filter=active+eq+true",
                        "Groups?count=3")) {
            Answer refused = client.get("/scim/v2/" + other + "&cursor=" + cursor);
            assertThat(refused.text("/scimType")).as(other).isEqualTo("invalidCursor");
        }
        assertThat(client.get("/scim/v2/Users?count=4&cursor=" + cursor).text("/scimType"))
                .isEqualTo("invalidCount");
        assertThat(
                        client.sendAnonymously(
                                        "GET",
                                        "/scim/v2/Users?count=3&cursor=" + cursor,
                                        null,
                                        "Authorization",
                                        "of-another-company")
                                .text("/scimType"))
                .isEqualTo("invalidCursor");
    }

    @Test
    void walksAllTypesByCursor() {
        Answer page = client.get("/scim/v2?count=5&cursor");
        Answer rest = client.get("/scim/v2?count=5&cursor=" + page.text("/nextCursor"));

        assertThat(page.json().path("Resources").size()).isEqualTo(5);
        assertThat(rest.json().path("Resources").size()).isEqualTo(USERS - 5);
        assertThat(rest.json().has("nextCursor")).isFalse();
        assertThat(rest.json().path("totalResults").asInt()).isEqualTo(USERS);
    }

    @Test
    void walksByIndexWhileOthersGo() {
        UUID company = STORE.company("Walked");
        STORE.token(company, "of-the-walked", false, FAR);
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            ids.add(STORE.user(company, i, "w%d@example.com".formatted(i), true).toString());
        }
        assertThat(walked(1)).containsExactly(ids.get(0), ids.get(1));
        STORE.delete(UUID.fromString(ids.get(0)));
        assertThat(walked(3)).as("nobody is passed over").containsExactly(ids.get(2), ids.get(3));
        assertThat(walked(1)).containsExactly(ids.get(1), ids.get(2));
        assertThat(walked(4)).containsExactly(ids.get(4), ids.get(5));
    }

    /** Okta asks for as long as {@code totalResults} says that there are more. */
    @Test
    void leavesNobodyOutOfAWalkBehindWhomOthersAreDeleted() {
        UUID company = STORE.company("Shrinking");
        STORE.token(company, "of-the-shrinking", false, FAR);
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            ids.add(STORE.user(company, i, "s%d@example.com".formatted(i), true).toString());
        }
        List<String> seen = new ArrayList<>();
        int total = 1;
        for (int startIndex = 1; startIndex <= total; startIndex += 2) {
            Answer page = page("of-the-shrinking", "", startIndex);
            total = page.json().path("totalResults").asInt();
            seen.addAll(ids(page));
            if (startIndex == 1) {
                STORE.delete(UUID.fromString(ids.getFirst()));
            }
        }

        assertThat(seen).isEqualTo(ids);
    }

    /** Whoever goes on until totalResults is reached, as Okta does, sees everybody who stayed. */
    @Test
    void tellsTheTotalOfAFilteredWalkTrulyAtItsEnds() {
        UUID company = STORE.company("Filtered");
        STORE.token(company, "of-the-filtered", false, FAR);
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            ids.add(STORE.user(company, i, "f%d@example.com".formatted(i), true).toString());
        }
        assertThat(filtered(1)).isEqualTo(6);
        STORE.user(company, 7, "f7@example.com", true);
        STORE.user(company, 8, "f8@example.com", true);
        assertThat(filtered(3)).as("not counted again between the ends").isEqualTo(6);
        assertThat(filtered(5)).as("the page that would be the last").isEqualTo(8);
        assertThat(filtered(1)).as("a walk anew").isEqualTo(8);
        STORE.delete(UUID.fromString(ids.get(5)));
        assertThat(filtered(7)).as("a page that comes short").isEqualTo(7);
        assertThat(filtered(30)).as("behind the end").isEqualTo(7);
    }

    private int filtered(int startIndex) {
        return page("of-the-filtered", "filter=userName+sw+%22f%22&", startIndex)
                .json()
                .path("totalResults")
                .asInt();
    }

    private static List<String> ids(Answer page) {
        return page.json()
                .path("Resources")
                .valueStream()
                .map(user -> user.path("id").asString())
                .toList();
    }

    private Answer page(String token, String query, int startIndex) {
        return client.sendAnonymously(
                "GET",
                "/scim/v2/Users?" + query + "count=2&startIndex=" + startIndex,
                null,
                "Authorization",
                token);
    }

    private List<String> walked(int startIndex) {
        return ids(page("of-the-walked", "", startIndex));
    }

    private static Answer first(ExecutorCompletionService<Answer> answers) {
        try {
            return answers.take().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}

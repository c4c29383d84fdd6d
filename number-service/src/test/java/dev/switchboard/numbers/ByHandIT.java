package dev.switchboard.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.Entitlement;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.NumberEvent;
import dev.switchboard.messages.NumberEvent.AssignmentReason;
import dev.switchboard.messages.OfficeChangePolicy;
import dev.switchboard.messages.Topics;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** What an admin does by hand, each request sent twice. */
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
final class ByHandIT {

    private final Fixture fixture = new Fixture();
    private final TopicReader published = fixture.read(Topics.NUMBER_EVENTS);
    private final UUID company = MessageIds.next();

    ByHandIT() {
        fixture.startInstance();
    }

    @AfterEach
    void promisesHold() {
        fixture.assertInvariants();
    }

    @AfterAll
    void close() {
        published.close();
        fixture.close();
    }

    @Test
    void assignsAGivenNumberAndSwapsIt() {
        fixture.importNumbers("302", 0, 3);
        var user = created("301");
        String number = Fixture.number("302", 1);
        assertThat(twice(user, "{\"number\":\"" + number + "\"}").body())
                .contains("\"number\":\"" + number, "\"waiting\":false");

        assertThat(put(user, "{\"number\":\"" + Fixture.number("302", 2) + "\"}"))
                .satisfies(
                        a -> {
                            assertThat(a.statusCode()).isEqualTo(409);
                            assertThat(a.body()).contains("holds '" + number, "'replaces'");
                        });
        String same = "{\"number\":\"%1$s\",\"replaces\":\"%1$s\"}".formatted(number);
        assertThat(put(user, same).body())
                .contains("\"status\":409", "holds '" + number + "' already");
        assertThat(put(user, "{\"number\":\"2125550100\"}").body())
                .contains("\"status\":400", "must be of the form +12125550123");
        String swap = "{\"areaCode\":\"302\",\"replaces\":\"" + number + "\"}";
        assertThat(twice(user, swap).body()).contains(Fixture.number("302", 0));
        fixture.awaitCalm();
        assertThat(published.numberEventsOf(user.id()))
                .extracting(NumberEvent::sequence)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(fixture.get("/admin/v1/numbers/" + number).body())
                .contains("\"status\":\"aging\"", "by hand", "swapped by hand");
    }

    @Test
    void tellsAgainOfANumberThatTheUserHas() {
        fixture.importNumbers("317", 0, 2);
        TestUser user = created("317");
        String number = fixture.numberOf(user);

        assertThat(put(user, "{}").body()).contains(number);

        fixture.awaitCalm();
        assertThat(published.numberEventsOf(user.id()))
                .last()
                .isEqualTo(
                        new NumberEvent.NumberAssigned(
                                user.id(),
                                2,
                                number,
                                "317",
                                "317",
                                null,
                                NumberEvent.AreaCodeFallback.NONE,
                                null));
        assertThat(
                        fixture.count(
                                "SELECT count(*) FROM number_history WHERE user_id = ?", user.id()))
                .isEqualTo(1);
    }

    @Test
    void releasesForGoodUntilItIsAskedAgain() {
        fixture.importCsv("", Fixture.number("303", 0) + "," + company);
        var user = created("303");
        var waiting = created("303");
        assertThat(fixture.waits(waiting)).isTrue();

        String path = path(user);
        assertThat(fixture.delete(path).body()).contains("\"withheld\":true");
        assertThat(fixture.delete(path).statusCode()).isEqualTo(200);
        assertThat(fixture.numberOf(waiting)).isEqualTo(Fixture.number("303", 0));
        fixture.publish(user.updated());
        fixture.awaitCalm();
        assertThat(fixture.waits(user)).isFalse();

        assertThat(twice(user, "{}").body()).contains("\"waiting\":true", "\"withheld\":false");
    }

    @Test
    void takesNumbersOutOfUseThatNobodyHolds() {
        fixture.importNumbers("305", 0, 2);
        var user = created("305");
        String held = fixture.numberOf(user);
        String free = Fixture.number("305", 1);

        assertThat(withdraw(free, "retired").body()).contains("\"status\":\"retired\"");
        assertThat(withdraw(free, "retired").statusCode()).isEqualTo(200);
        assertThat(withdraw(free, "ported_out").body()).contains("\"status\":\"ported_out\"");
        assertThat(withdraw(free, "retired").body())
                .contains("\"status\":409", "is ported out, and stays so");
        assertThat(withdraw(held, "ported_out").body())
                .contains("\"status\":409", held + "' is assigned: release or swap it first");
        assertThat(withdraw(free, "available").statusCode()).isEqualTo(400);
    }

    @Test
    void saysWhatIsWrong() {
        var user = created("307");
        assertThat(put(user, "{\"areaCode\":\"307\"}").body())
                .contains("\"status\":409", "No number of area code '307' is free");
        assertThat(put(user, "{\"number\":\"307\"}").statusCode()).isEqualTo(400);
        assertThat(put(user, "{\"number\":\"+13075550100\",\"areaCode\":\"307\"}").statusCode())
                .isEqualTo(400);
        assertThat(put(user, "{\"areacode\":\"307\"}").body())
                .contains(
                        "\"status\":400",
                        "There is no field 'areacode' here",
                        "[number, areaCode, replaces]");
        assertThat(put(user, "{\"number\":{}}").body())
                .contains("\"status\":400", "A value is of the wrong type");
        assertThat(fixture.get("/admin/v1/users/" + MessageIds.next() + "/number"))
                .satisfies(a -> assertThat(a.statusCode()).isEqualTo(404))
                .satisfies(
                        a ->
                                assertThat(a.headers().firstValue("Content-Type"))
                                        .hasValue("application/problem+json"));
        fixture.publish(user.suspended());
        fixture.awaitCalm();
        assertThat(put(user, "{}").body()).contains("is suspended");
    }

    @Test
    void whatIsGivenByHandOutlivesTheRequestThatItPassesOver() {
        fixture.importCsv("", Fixture.number("310", 1) + "," + company);
        fixture.importNumbers("310", 2, 2);
        TestUser user = unlicensed("310", Fixture.number("310", 1));
        String given = Fixture.number("310", 2);
        assertThat(twice(user, "{\"number\":\"" + given + "\"}").body()).contains(given);

        fixture.publish(user.updated());
        fixture.awaitCalm();

        assertThat(fixture.numberOf(user)).isEqualTo(given);
        assertThat(published.numberEventsOf(user.id()))
                .hasSize(2)
                .allSatisfy(
                        event ->
                                assertThat(event)
                                        .extracting("number", "requestRefusal")
                                        .containsExactly(
                                                given,
                                                Fixture.number("310", 1)
                                                        + " is passed over: an admin has given another"));
    }

    @Test
    void whatIsGivenBackByHandOutlivesTheRequestThatItPassesOver() {
        fixture.importNumbers("316", 2, 1);
        TestUser user = created("316");
        String kept = fixture.numberOf(user);
        fixture.importCsv("", Fixture.number("316", 1) + "," + company);
        fixture.publish(user.with(withoutNumber(Fixture.number("316", 1))).updated());
        fixture.awaitCalm();
        assertThat(fixture.statusOf(user)).isEqualTo("reserved");
        twice(user, "{\"number\":\"" + kept + "\"}");

        fixture.publish(user.updated());
        fixture.awaitCalm();

        assertThat(fixture.numberOf(user)).isEqualTo(kept);
        assertThat(fixture.statusOf(user)).isEqualTo("assigned");
    }

    @Test
    void givesByTheRuleWhatOktaAsksForOrWhatTheUserHadBefore() {
        fixture.importNumbers("312", 0, 5);
        fixture.importCsv("", Fixture.number("312", 7) + "," + company);
        fixture.importCsv("", Fixture.number("312", 8) + "," + company);
        TestUser asking = unlicensed("312", Fixture.number("312", 8));
        assertThat(twice(asking, "{}").body()).contains(Fixture.number("312", 8));

        TestUser first = created("312");
        String had = fixture.numberOf(first);
        var again =
                new TestUser(company, "312", first.externalId())
                        .with(new Entitlement(false, null, OfficeChangePolicy.KEEP));
        fixture.publish(again.created());
        fixture.publish(first.deleted());
        fixture.awaitCalm();
        assertThat(twice(again, "{}").body()).contains(had);
        fixture.awaitCalm();
        assertThat(published.numberEventsOf(again.id()))
                .first()
                .extracting("reason")
                .isEqualTo(AssignmentReason.RETURNED);

        fixture.publish(asking.updated(), again.updated());
        fixture.awaitCalm();
        assertThat(fixture.numberOf(asking)).isEqualTo(Fixture.number("312", 8));
        assertThat(fixture.numberOf(again)).isEqualTo(had);
    }

    @Test
    void swapsOnlyTheNumberThatTheUserHas() {
        fixture.importNumbers("313", 0, 2);
        TestUser user = created("313");
        String held = fixture.numberOf(user);
        String mistyped = Fixture.number("313", 9);
        assertThat(put(user, "{\"replaces\":\"" + mistyped + "\"}").body())
                .contains("\"status\":409", "holds '" + held + "'; to swap it");
        assertThat(
                        put(user, "{\"areaCode\":\"313\",\"replaces\":\"%s\"}".formatted(mistyped))
                                .body())
                .contains("\"status\":409", "holds '" + held + "'; to swap it");

        assertThat(twice(user, "{\"replaces\":\"" + held + "\"}").body())
                .doesNotContain("\"number\":\"" + held);
    }

    /** Whoever gives a number on hold locks it before the area code. */
    @Test
    void takesANumberOnHoldOutOfUseBesideWhoeverWouldGiveIt() throws Exception {
        fixture.importNumbers("314", 0, 1);
        TestUser user = created("314");
        String number = fixture.numberOf(user);
        fixture.publish(user.deleted());
        fixture.awaitCalm();

        CompletableFuture<HttpResponse<String>> retiring;
        try (Connection other =
                Objects.requireNonNull(fixture.jdbc().getDataSource()).getConnection()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute(
                        "SELECT FROM numbers.phone_number WHERE e164 = '%s' FOR UPDATE"
                                .formatted(number));
                retiring = CompletableFuture.supplyAsync(() -> withdraw(number, "retired"));
                Fixture.soon()
                        .until(
                                () ->
                                        fixture.count(
                                                        "SELECT count(*) FROM pg_stat_activity"
                                                                + " WHERE datname = current_database()"
                                                                + " AND wait_event_type = 'Lock'")
                                                > 0);
                statement.execute("SELECT pg_advisory_xact_lock(x'6e756d'::int, 314)");
            }
            other.commit();
        }
        assertThat(retiring.get().body()).contains("\"status\":\"retired\"");
    }

    @Test
    void listsOnlyWhereWhatIsAskedForHasItsForm() {
        for (String query : List.of("areaCode=2%00", "areaCode=2125", "after=1212%00", "after=x")) {
            assertThat(fixture.get("/admin/v1/numbers?" + query).body())
                    .as(query)
                    .contains("\"status\":400", "must be of the form");
        }
        fixture.importNumbers("315", 0, 2);
        assertThat(fixture.get("/admin/v1/numbers?areaCode=315&after=13155550100").body())
                .contains(Fixture.number("315", 1))
                .doesNotContain(Fixture.number("315", 0));
    }

    /** Okta asks for a number that the user's licence does not come with. */
    private TestUser unlicensed(String areaCode, String requested) {
        TestUser user = new TestUser(company, areaCode).with(withoutNumber(requested));
        fixture.publish(user.created());
        fixture.awaitCalm();
        return user;
    }

    private static Entitlement withoutNumber(String requested) {
        return new Entitlement(false, requested, OfficeChangePolicy.KEEP);
    }

    private TestUser created(String areaCode) {
        var user = new TestUser(company, areaCode);
        fixture.publish(user.created());
        fixture.awaitCalm();
        return user;
    }

    private HttpResponse<String> withdraw(String number, String status) {
        return fixture.put(
                "/admin/v1/numbers/" + number + "/status", "{\"status\":\"" + status + "\"}");
    }

    private HttpResponse<String> twice(TestUser user, String json) {
        HttpResponse<String> first = put(user, json);
        HttpResponse<String> second = put(user, json);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        return second;
    }

    private HttpResponse<String> put(TestUser user, String json) {
        return fixture.put(path(user), json);
    }

    private static String path(TestUser user) {
        return "/admin/v1/users/" + user.id() + "/number";
    }
}

package dev.switchboard.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.Topics;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The admin API from outside. */
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
final class ImportIT {

    private final Fixture fixture = new Fixture();

    ImportIT() {
        fixture.startInstance();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void takesGoodLinesAndNamesBadOnes() {
        UUID company = MessageIds.next();
        HttpResponse<String> answer =
                fixture.importCsv(
                        "",
                        """
                        number,companyId
                        +14015550100
                        "+1 401-555-0101",%s
                        +14014115000

                        +14015550102,acme
                        +14015550100
                        +14015550101
                        """
                                .formatted(company));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"imported\":2", "\"present\":1", "\"errorCount\":3")
                .contains(
                        "{\"line\":4,\"number\":\"+14014115000\",\"reason\":\"'411' cannot be an exchange\"}")
                .contains("{\"line\":6,\"number\":\"+14015550102\"")
                .contains("{\"line\":8,\"number\":\"+14015550101\"");
    }

    @Test
    void namesBadLinesInOrderAlsoWhereTheDatabaseRefusesThem() {
        fixture.importNumbers("407", 0, 1);
        fixture.put("/admin/v1/numbers/+14075550100/status", "{\"status\":\"retired\"}");

        assertThat(fixture.importCsv("", "+14075550100," + MessageIds.next() + "\nnone\n").body())
                .containsSubsequence("\"line\":1", "it is retired", "\"line\":2", "none");
    }

    @Test
    void canBeRepeatedAndTriedDry() {
        String csv = "+14025550100\n+14025550101\n";

        assertThat(fixture.importCsv("?dryRun=true", csv).body())
                .contains("\"dryRun\":true", "\"imported\":2");
        assertThat(fixture.importCsv("", csv).body()).contains("\"imported\":2", "\"present\":0");
        assertThat(fixture.importCsv("", csv).body()).contains("\"imported\":0", "\"present\":2");
    }

    @Test
    void changesTheOwnerOfWhatNobodyHasAndServesWhoWaits() {
        UUID mistyped = MessageIds.next();
        UUID company = MessageIds.next();
        fixture.importCsv("", "+14105550100,%1$s\n+14105550101,%1$s\n".formatted(mistyped));
        var user = new TestUser(company, "410");
        var stranger = new TestUser(MessageIds.next(), "410");
        fixture.publish(user.created());
        fixture.awaitCalm();
        fixture.publish(stranger.created());
        fixture.awaitCalm();
        assertThat(fixture.waits(user)).isTrue();

        String corrected = "+14105550100,%s\n+14105550101\n".formatted(company);
        String counts = "\"imported\":0,\"present\":0,\"ownerChanged\":2";
        assertThat(fixture.importCsv("?dryRun=true", corrected).body())
                .contains(counts, "\"errorCount\":0");
        assertThat(fixture.waits(user)).isTrue();
        assertThat(fixture.importCsv("", corrected).body()).contains(counts, "\"errorCount\":0");

        assertThat(fixture.numberOf(user)).isEqualTo("+14105550100");
        assertThat(fixture.numberOf(stranger)).isEqualTo("+14105550101");
        assertThat(fixture.importCsv("", corrected).body())
                .contains("\"present\":2,\"ownerChanged\":0");
        fixture.awaitCalm();
        fixture.assertInvariants();
    }

    @Test
    void keepsTheOwnerOfWhatSomebodyHasOrHadLately() {
        UUID company = MessageIds.next();
        fixture.importCsv("", "+14125550100," + company);
        var user = new TestUser(company, "412");
        fixture.publish(user.created());
        fixture.awaitCalm();

        for (String query : List.of("?dryRun=true", "")) {
            assertThat(fixture.importCsv(query, "+14125550100").body())
                    .contains(
                            "\"ownerChanged\":0",
                            "with another owner, and assigned; only an available number");
        }
        fixture.delete("/admin/v1/users/" + user.id() + "/number");
        for (String query : List.of("?dryRun=true", "")) {
            assertThat(fixture.importCsv(query, "+14125550100").body())
                    .contains("\"ownerChanged\":0", "a user of that one had it less than");
        }
        fixture.clock().advance(Duration.ofDays(91));
        assertThat(fixture.importCsv("", "+14125550100").body()).contains("\"ownerChanged\":1");
        fixture.assertInvariants();
    }

    @Test
    void saysThatANumberIsOutOfUseForGood() {
        UUID company = MessageIds.next();
        String csv = "+14135550100,%1$s\n+14135550101,%1$s\n".formatted(company);
        fixture.importCsv("", csv);
        fixture.put("/admin/v1/numbers/+14135550100/status", "{\"status\":\"ported_out\"}");
        fixture.put("/admin/v1/numbers/+14135550101/status", "{\"status\":\"retired\"}");

        for (String query : List.of("?dryRun=true", "")) {
            assertThat(fixture.importCsv(query, csv).body())
                    .contains("\"imported\":0,\"present\":0", "\"errorCount\":2")
                    .contains(
                            "it is ported out here, and stays so",
                            "it is retired here, and stays so");
        }
    }

    @Test
    void refusesTheSecondOfTwoOwnersInOneFileHoweverFarApart() {
        UUID first = MessageIds.next();
        String filler =
                IntStream.range(0, 5000)
                        .mapToObj(n -> "+1417222%04d\n".formatted(n))
                        .collect(Collectors.joining());

        assertThat(
                        fixture.importCsv(
                                        "",
                                        "+14155550100," + first + "\n" + filler + "+14155550100\n")
                                .body())
                .contains("\"imported\":5001", "\"errorCount\":1", "this file names both");
        assertThat(
                        fixture.count(
                                "SELECT count(*) FROM phone_number WHERE owner_company_id = ?",
                                first))
                .isOne();
    }

    @Test
    void showsNumbersCountsAndHistory() {
        fixture.importNumbers("404", 0, 3);
        var user = new TestUser(MessageIds.next(), "404");
        var waiting = new TestUser(MessageIds.next(), "405");
        fixture.publish(user.created(), waiting.created());
        fixture.awaitCalm();

        assertThat(fixture.get("/admin/v1/numbers/summary").body())
                .contains(
                        "{\"areaCode\":\"404\",\"numbers\":{\"available\":2,\"assigned\":1},\"waiting\":0}")
                .contains("{\"areaCode\":\"405\",\"numbers\":{},\"waiting\":1}");
        assertThat(fixture.get("/admin/v1/numbers?areaCode=404&status=available&limit=1").body())
                .contains("+14045550101", "\"next\":\"+14045550101\"")
                .doesNotContain("+14045550102");
        assertThat(fixture.get("/admin/v1/numbers?areaCode=404&limit=3").body())
                .contains("+14045550102", "\"next\":null");
        fixture.importNumbers("403", 0, 1);
        assertThat(fixture.get("/admin/v1/numbers?areaCode=403").body())
                .contains("+14035550100")
                .doesNotContain("+1404");
        assertThat(fixture.get("/admin/v1/numbers?areaCode=999").body()).contains("\"numbers\":[]");
        assertThat(fixture.get("/admin/v1/numbers?userId=" + user.id()).body())
                .contains("+14045550100");
        assertThat(fixture.get("/admin/v1/numbers/+14045550100").body())
                .contains("\"status\":\"assigned\"", "\"givenBecause\":\"assigned\"");
    }

    @Test
    void answersErrorsAsProblems() {
        HttpResponse<String> unknown = fixture.get("/admin/v1/numbers/+14095550100");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(fixture.get("/admin/v1/numbers?status=lost").body())
                .contains("\"status\":400", "Status 'lost' is none of [available, ");
    }

    @Test
    void publishesNothingForNumbersAlone() {
        try (TopicReader published = fixture.read(Topics.NUMBER_EVENTS)) {
            fixture.importNumbers("406", 0, 2);
            fixture.awaitCalm();
            assertThat(published.numberEvents()).isEmpty();
        }
    }
}

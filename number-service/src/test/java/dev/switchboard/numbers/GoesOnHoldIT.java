package dev.switchboard.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.Entitlement;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.numbers.assignment.Assignments;
import dev.switchboard.numbers.assignment.Cause;
import dev.switchboard.numbers.assignment.Profile;
import dev.switchboard.numbers.assignment.UserChange;
import dev.switchboard.numbers.assignment.UserState;

import org.junit.jupiter.api.AfterAll;
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
import java.util.function.Supplier;

/**
 * A number goes on hold, and is claimed by who is created again, while an admin who wants it waits
 * for its area code. Who claims it waits for the area code behind the admin.
 */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
final class GoesOnHoldIT {

    private static final int AREA_CODE_LOCKS = 0x6e756d;

    private final Fixture fixture = new Fixture();
    private final UUID company = MessageIds.next();
    private final Assignments assignments = fixture.startInstance().getBean(Assignments.class);

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void whileItIsToBeRetired() throws Exception {
        String number = Fixture.number("321", 0);

        assertThat(
                        answerWhileItGoesOnHold(
                                "321",
                                () ->
                                        fixture.put(
                                                "/admin/v1/numbers/" + number + "/status",
                                                "{\"status\":\"retired\"}")))
                .contains("\"status\":409", "is assigned: release or swap it first");
    }

    @Test
    void whileItIsToBeGivenToAnother() throws Exception {
        UUID another = MessageIds.next();
        assignments.apply(List.of(change(another, 1, UserState.ACTIVE, "other", "323")));

        assertThat(
                        answerWhileItGoesOnHold(
                                "325",
                                () ->
                                        fixture.put(
                                                "/admin/v1/users/" + another + "/number",
                                                "{\"number\":\"%s\"}"
                                                        .formatted(Fixture.number("325", 0)))))
                .contains("\"status\":409", "is not free for the user's company");
    }

    private String answerWhileItGoesOnHold(String areaCode, Supplier<HttpResponse<String>> byHand)
            throws Exception {
        fixture.importNumbers(areaCode, 0, 1);
        UUID first = MessageIds.next();
        UUID again = MessageIds.next();
        assignments.apply(List.of(change(first, 1, UserState.ACTIVE, "okta", areaCode)));
        CompletableFuture<HttpResponse<String>> answer;
        CompletableFuture<Void> claim;
        try (Connection stock =
                        Objects.requireNonNull(fixture.jdbc().getDataSource()).getConnection();
                var statement = stock.createStatement()) {
            stock.setAutoCommit(false);
            statement.execute(
                    "SELECT pg_advisory_xact_lock(%d, %s)".formatted(AREA_CODE_LOCKS, areaCode));
            answer = CompletableFuture.supplyAsync(byHand);
            awaitInLine(1);
            assignments.apply(List.of(change(first, 2, UserState.DELETED, "okta", areaCode)));
            claim =
                    CompletableFuture.runAsync(
                            () ->
                                    assignments.apply(
                                            List.of(
                                                    change(
                                                            again,
                                                            1,
                                                            UserState.ACTIVE,
                                                            "okta",
                                                            areaCode),
                                                    change(
                                                            MessageIds.next(),
                                                            1,
                                                            UserState.ACTIVE,
                                                            "new",
                                                            areaCode))));
            awaitInLine(2);
            stock.commit();
        }
        claim.get();

        assertThat(fixture.numberOf(again)).isEqualTo(Fixture.number(areaCode, 0));
        fixture.assertInvariants();
        return answer.get().body();
    }

    private void awaitInLine(int count) {
        Fixture.soon()
                .until(
                        () ->
                                fixture.count(
                                                "SELECT count(*) FROM pg_locks WHERE NOT granted"
                                                        + " AND locktype = 'advisory' AND classid = ?",
                                                AREA_CODE_LOCKS)
                                        == count);
    }

    private UserChange change(
            UUID user, long version, UserState state, String externalId, String areaCode) {
        return new UserChange(
                user,
                company,
                version,
                new Profile(
                        externalId + areaCode, null, List.of(areaCode), state, Entitlement.DEFAULT),
                new Cause(null, "request", null));
    }
}

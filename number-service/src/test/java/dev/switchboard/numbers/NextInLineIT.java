package dev.switchboard.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageIds;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A number comes while another transaction holds the user who has waited for it the longest. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
final class NextInLineIT {

    private final Fixture fixture = new Fixture();
    private final UUID company = MessageIds.next();

    NextInLineIT() {
        fixture.startInstance();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void whoWasOnlyLookedAtIsServed() throws Exception {
        TestUser first = waiting("321");
        waiting("321");

        importWhileHeld(first, "321", "SELECT");

        assertThat(fixture.numberOf(first)).isEqualTo(Fixture.number("321", 0));
        fixture.assertInvariants();
    }

    @Test
    void theNextIsServedWhereTheFirstLeaves() throws Exception {
        TestUser first = waiting("323");
        TestUser second = waiting("323");

        importWhileHeld(
                first,
                "323",
                """
                UPDATE numbers.subscriber SET state = 'suspended', waiting_since = NULL,
                    told_area_code = NULL
                """
                        + "WHERE user_id = '%s'".formatted(first.id()));

        assertThat(fixture.numberOf(second)).isEqualTo(Fixture.number("323", 0));
        fixture.assertInvariants();
    }

    /** The other transaction ends when the import has committed, and waits for it. */
    private void importWhileHeld(TestUser held, String areaCode, String change) throws Exception {
        CompletableFuture<Void> importing;
        try (Connection other =
                Objects.requireNonNull(fixture.jdbc().getDataSource()).getConnection()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute(
                        "SELECT FROM numbers.subscriber WHERE user_id = '%s' FOR UPDATE"
                                .formatted(held.id()));
                importing = CompletableFuture.runAsync(() -> fixture.importNumbers(areaCode, 0, 1));
                Fixture.soon()
                        .until(
                                () ->
                                        fixture.count(
                                                        "SELECT count(*) FROM phone_number WHERE"
                                                                + " area_code = ?",
                                                        areaCode)
                                                == 1);
                statement.execute(change);
            }
            other.commit();
        }
        importing.get();
    }

    private TestUser waiting(String areaCode) {
        var user = new TestUser(company, areaCode);
        fixture.publish(user.created());
        fixture.awaitCalm();
        assertThat(fixture.waits(user)).isTrue();
        return user;
    }
}

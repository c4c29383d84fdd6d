package dev.switchboard.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.messages.Entitlement;
import dev.switchboard.messages.MessageCodec.Received;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.NumberEvent;
import dev.switchboard.messages.NumberEvent.AreaCodeFallback;
import dev.switchboard.messages.NumberEvent.AssignmentReason;
import dev.switchboard.messages.NumberEvent.NumberAssigned;
import dev.switchboard.messages.NumberEvent.NumberNotNeeded;
import dev.switchboard.messages.NumberEvent.NumberReleased;
import dev.switchboard.messages.NumberEvent.NumberReserved;
import dev.switchboard.messages.NumberEvent.NumberUnavailable;
import dev.switchboard.messages.OfficeChangePolicy;
import dev.switchboard.messages.Topics;
import dev.switchboard.numbers.assignment.Assignments;
import dev.switchboard.numbers.assignment.Cause;
import dev.switchboard.numbers.assignment.Profile;
import dev.switchboard.numbers.assignment.UserChange;
import dev.switchboard.numbers.assignment.UserState;
import dev.switchboard.numbers.inventory.Returns;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** The life of one user and their number, each test in an area code of its own. */
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
final class UserLifeIT {

    private final Fixture fixture = new Fixture();
    private final TopicReader published = fixture.read(Topics.NUMBER_EVENTS);
    private final UUID company = MessageIds.next();
    private final Random random = new Random(54000);
    private final ConfigurableApplicationContext service = fixture.startInstance();

    @AfterAll
    void close() {
        published.close();
        fixture.close();
    }

    @Test
    void keepsTheNumberThroughASuspension() {
        fixture.importNumbers("201", 0, 3);
        var user = new TestUser(company, "201");
        fixture.publish(user.created());
        fixture.awaitCalm();
        String number = fixture.numberOf(user);

        fixture.publish(user.suspended());
        fixture.awaitCalm();
        assertThat(fixture.statusOf(user)).isEqualTo("reserved");
        fixture.publish(new TestUser(company, "201").created());
        fixture.publish(user.reactivated());
        fixture.awaitCalm();

        assertThat(fixture.numberOf(user)).isEqualTo(number);
        assertThat(published.numberEventsOf(user.id()))
                .containsExactly(
                        assigned(user, 1, number, AssignmentReason.SHARED_POOL),
                        new NumberReserved(user.id(), 2, number),
                        assigned(user, 3, number, AssignmentReason.RETURNED));
        fixture.assertInvariants();
    }

    @Test
    void servesWhoIsToldOfAgainAndWasMissed() {
        fixture.importNumbers("260", 0, 3);
        var known = new TestUser(company, "260");
        fixture.publish(known.created());
        var missed = new TestUser(company, "260");
        missed.created();
        missed.updated();
        fixture.awaitCalm();
        String number = fixture.numberOf(known);

        fixture.publish(known.toldAgain(), missed.toldAgain());
        fixture.awaitCalm();

        assertThat(fixture.numberOf(missed)).isNotEqualTo("none");
        assertThat(published.numberEventsOf(missed.id())).hasSize(1);
        assertThat(published.numberEventsOf(known.id()))
                .containsExactly(assigned(known, 1, number, AssignmentReason.SHARED_POOL));
        assertThat(fixture.numberOf(known)).isEqualTo(number);
        fixture.assertInvariants();
    }

    private static NumberAssigned assigned(
            TestUser user, long sequence, String number, AssignmentReason reason) {
        String areaCode = number.substring(2, 5);
        return new NumberAssigned(
                user.id(),
                sequence,
                number,
                areaCode,
                areaCode,
                reason,
                AreaCodeFallback.NONE,
                null);
    }

    @Test
    void carriesTheRequestThroughToTheAnswer() {
        fixture.importNumbers("202", 0, 1);
        var user = new TestUser(company, "202");
        var created = user.created();
        fixture.publish(created);
        fixture.awaitCalm();

        Received<NumberEvent> assigned =
                published.numberEvents().stream()
                        .filter(e -> e.message().userId().equals(user.id()))
                        .findFirst()
                        .orElseThrow();
        assertThat(assigned.envelope().correlationId()).isEqualTo("request-" + user.id() + "-1");
        assertThat(assigned.envelope().traceparent()).isEqualTo(TestUser.TRACEPARENT);
        assertThat(assigned.envelope().companyId()).isEqualTo(company);
        assertThat(String.valueOf(assigned.envelope().causationId()))
                .isEqualTo(new String(created.headers().lastHeader("ce_id").value(), UTF_8));
    }

    @Test
    void aWaitingUserWhoIsSuspendedLeavesTheList() {
        var user = new TestUser(company, "203");
        fixture.publish(user.created());
        fixture.awaitCalm();
        assertThat(fixture.waits(user)).isTrue();

        fixture.publish(user.suspended());
        fixture.awaitCalm();
        fixture.importNumbers("203", 0, 1);

        assertThat(fixture.numberOf(user)).isEqualTo("none");
        assertThat(published.numberEventsOf(user.id()))
                .containsExactly(
                        new NumberUnavailable(user.id(), 1, "203", null),
                        new NumberNotNeeded(user.id(), 2));
    }

    @Test
    void keepsTheNumberOnAMoveButLetsAWaitingUserWaitElsewhere() {
        fixture.importNumbers("205", 0, 1);
        var served = new TestUser(company, "205");
        var waiting = new TestUser(company, "205");
        fixture.publish(served.created());
        fixture.awaitCalm();
        fixture.publish(waiting.created());
        fixture.awaitCalm();
        String number = fixture.numberOf(served);

        fixture.publish(served.movedTo("206"), waiting.movedTo("206"));
        fixture.awaitCalm();
        assertThat(fixture.numberOf(served)).isEqualTo(number);
        assertThat(published.numberEventsOf(waiting.id()))
                .containsExactly(
                        new NumberUnavailable(waiting.id(), 1, "205", null),
                        new NumberUnavailable(waiting.id(), 2, "206", null));

        fixture.importNumbers("206", 0, 1);
        assertThat(fixture.numberOf(waiting)).startsWith("+1206");
        fixture.assertInvariants();
    }

    @Test
    void aUserWithoutAnOfficeWaitsUntilThereIsOne() {
        fixture.importNumbers("207", 0, 1);
        var user = new TestUser(company, null);
        fixture.publish(user.created());
        fixture.awaitCalm();
        assertThat(fixture.waits(user)).isTrue();

        fixture.publish(user.movedTo("207"));
        fixture.awaitCalm();

        assertThat(fixture.numberOf(user)).startsWith("+1207");
        assertThat(published.numberEventsOf(user.id())).hasSize(2);
    }

    @Test
    void givesAUserWhoIsCreatedAgainTheirNumberBack() {
        fixture.importNumbers("208", 0, 5);
        var first = new TestUser(company, "208", "okta-208");
        fixture.publish(first.created());
        fixture.awaitCalm();
        String number = fixture.numberOf(first);
        fixture.publish(first.deleted());
        fixture.awaitCalm();

        var stranger = new TestUser(MessageIds.next(), "208", "okta-208");
        fixture.publish(stranger.created());
        fixture.awaitCalm();
        var again = new TestUser(company, "208", "okta-208");
        fixture.publish(again.created());
        fixture.awaitCalm();

        assertThat(fixture.numberOf(stranger)).isNotEqualTo(number);
        assertThat(fixture.numberOf(again)).isEqualTo(number);
        assertThat(fixture.get("/admin/v1/numbers/" + number).body())
                .contains("created again within the hold", "user deleted");
        fixture.assertInvariants();
    }

    @Test
    void givesTheNumberBackWhereDeletionAndCreationAreOneBatch() {
        fixture.importNumbers("216", 0, 5);
        var first = new TestUser(company, "216", "okta-216");
        fixture.publish(first.created());
        fixture.awaitCalm();
        String number = fixture.numberOf(first);
        UUID again = MessageIds.next();

        service.getBean(Assignments.class)
                .apply(
                        List.of(
                                change(first.id(), 2, UserState.DELETED, "216"),
                                change(again, 1, UserState.ACTIVE, "216")));
        fixture.awaitCalm();

        assertThat(fixture.numberOf(again)).isEqualTo(number);
        assertThat(published.numberEventsOf(first.id()))
                .extracting(NumberEvent::sequence)
                .containsExactly(1L, 2L);
        assertThat(published.numberEventsOf(again))
                .containsExactly(
                        new NumberAssigned(
                                again,
                                1,
                                number,
                                "216",
                                "216",
                                AssignmentReason.RETURNED,
                                AreaCodeFallback.NONE,
                                null));
        fixture.assertInvariants();
    }

    /** As where two instances follow the two users' partitions. */
    @Test
    void givesTheNumberBackWhereTheCreationIsToldBeforeTheDeletion() {
        fixture.importNumbers("217", 0, 1);
        UUID first = MessageIds.next();
        UUID again = MessageIds.next();
        UUID other = MessageIds.next();
        var assignments = service.getBean(Assignments.class);
        assignments.apply(List.of(change(first, 1, UserState.ACTIVE, "217")));
        String number = fixture.numberOf(first);

        assignments.apply(
                List.of(
                        change(again, 1, UserState.ACTIVE, "217"),
                        change(other, 1, UserState.ACTIVE, "217", "okta-of-another")));
        assignments.apply(List.of(change(first, 2, UserState.DELETED, "217")));
        assertThat(fixture.numberOf(again)).isEqualTo("none");
        assertThat(assignments.giveBack()).isOne();
        assertThat(assignments.giveBack()).isZero();
        fixture.awaitCalm();

        assertThat(fixture.numberOf(again)).isEqualTo(number);
        assertThat(fixture.numberOf(other)).isEqualTo("none");
        assertThat(published.numberEventsOf(again))
                .containsExactly(
                        new NumberUnavailable(again, 1, "217", null),
                        new NumberAssigned(
                                again,
                                2,
                                number,
                                "217",
                                "217",
                                AssignmentReason.RETURNED,
                                AreaCodeFallback.NONE,
                                null));
        assertThat(published.numberEventsOf(other))
                .containsExactly(new NumberUnavailable(other, 1, "217", null));
        fixture.assertInvariants();
    }

    private UserChange change(UUID user, long version, UserState state, String areaCode) {
        return change(user, version, state, areaCode, "okta-" + areaCode);
    }

    private UserChange change(
            UUID user, long version, UserState state, String areaCode, String externalId) {
        return new UserChange(
                user,
                company,
                version,
                new Profile(externalId, null, List.of(areaCode), state, Entitlement.DEFAULT),
                new Cause(null, "request-" + areaCode, null));
    }

    @Test
    void keepsANumberForAnExternalIdThatIsTooLongForAnIndex() {
        fixture.importNumbers("215", 0, 4);
        String beginning = randomText(5_000);
        var user = new TestUser(company, "215", beginning + randomText(5_000));
        fixture.publish(user.created());
        fixture.awaitCalm();
        String number = fixture.numberOf(user);

        var bystander = new TestUser(company, "215");
        fixture.publish(user.deleted(), bystander.created());
        fixture.awaitCalm();
        assertThat(fixture.numberOf(bystander)).startsWith("+1215");
        var alike = new TestUser(company, "215", beginning + randomText(5_000));
        fixture.publish(alike.created());
        fixture.awaitCalm();
        assertThat(fixture.numberOf(alike)).startsWith("+1215").isNotEqualTo(number);

        var again = new TestUser(company, "215", user.externalId());
        fixture.publish(again.created());
        fixture.awaitCalm();
        assertThat(fixture.numberOf(again)).isEqualTo(number);
        fixture.assertInvariants();
    }

    /** Letters that no compression makes much shorter. */
    private String randomText(int length) {
        return random.ints(length, 'A', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void aDeletedUsersNumberRestsBeforeSomebodyElseGetsIt() {
        fixture.importNumbers("209", 0, 1);
        var user = new TestUser(company, "209");
        fixture.publish(user.created());
        fixture.awaitCalm();
        fixture.publish(user.deleted());
        var next = new TestUser(company, "209");
        fixture.publish(next.created());
        fixture.awaitCalm();

        assertThat(published.numberEventsOf(user.id()))
                .last()
                .satisfies(
                        e -> {
                            assertThat(e).isInstanceOf(NumberReleased.class);
                            assertThat(((NumberReleased) e).availableAgainAt())
                                    .isBetween(
                                            fixture.clock().instant().plus(Duration.ofDays(92)),
                                            fixture.clock().instant().plus(Duration.ofDays(93)));
                        });
        String status = "SELECT count(*) FROM phone_number WHERE area_code = '209' AND status = ?";
        Returns returns = service.getBean(Returns.class);
        fixture.clock().advance(Duration.ofHours(71));
        returns.runOnce();
        assertThat(fixture.count(status, "on_hold")).isOne();
        fixture.clock().advance(Duration.ofHours(2));
        returns.runOnce();
        assertThat(fixture.count(status, "aging")).isOne();
        fixture.clock().advance(Duration.ofDays(89));
        returns.runOnce();
        assertThat(fixture.count(status, "aging")).isOne();
        fixture.clock().advance(Duration.ofDays(2));
        returns.runOnce();

        assertThat(fixture.numberOf(next)).isEqualTo(Fixture.number("209", 0));
        fixture.assertInvariants();
    }

    @Test
    void aCompanysOwnNumberGoesBackToItsPoolAfterTheHold() {
        fixture.importCsv("", Fixture.number("210", 0) + "," + company);
        var user = new TestUser(company, "210");
        var stranger = new TestUser(MessageIds.next(), "210");
        fixture.publish(user.created(), stranger.created());
        fixture.awaitCalm();
        assertThat(fixture.waits(stranger)).isTrue();
        fixture.publish(user.deleted());
        fixture.awaitCalm();

        fixture.clock().advance(Duration.ofDays(4));
        service.getBean(Returns.class).runOnce();

        assertThat(
                        fixture.count(
                                "SELECT count(*) FROM phone_number WHERE area_code = '210' AND status = 'available'"))
                .isOne();
        assertThat(fixture.waits(stranger)).isTrue();
        fixture.assertInvariants();
    }

    @Test
    void changesNothingWhenTheWholeLifeIsToldAgainInAnyOrder() {
        fixture.importNumbers("212", 0, 2);
        var user = new TestUser(company, "212");
        var events =
                List.of(
                        user.created(),
                        user.updated(),
                        user.suspended(),
                        user.reactivated(),
                        user.updated());
        fixture.publish(events);
        fixture.awaitCalm();
        String number = fixture.numberOf(user);
        int before = published.numberEventsOf(user.id()).size();

        fixture.publish(events.reversed());
        fixture.publish(events);
        fixture.awaitCalm();

        assertThat(fixture.numberOf(user)).isEqualTo(number);
        assertThat(published.numberEventsOf(user.id())).hasSize(before);
    }

    @Test
    void staysDeletedWhenOlderEventsComeAgain() {
        fixture.importNumbers("213", 0, 1);
        var user = new TestUser(company, "213");
        var created = user.created();
        fixture.publish(created, user.deleted());
        fixture.awaitCalm();

        fixture.publish(created);
        fixture.awaitCalm();

        assertThat(fixture.numberOf(user)).isEqualTo("none");
        assertThat(
                        fixture.count(
                                "SELECT count(*) FROM subscriber WHERE user_id = ? AND state = 'deleted' AND external_id IS NULL",
                                user.id()))
                .isOne();
    }

    @Test
    void leavesNothingOfARequestWhenTheUserIsDeleted() {
        fixture.importNumbers("218", 0, 1);
        String requested = Fixture.number("219", 0);
        var user =
                new TestUser(company, "218")
                        .with(new Entitlement(true, requested, OfficeChangePolicy.KEEP));
        fixture.publish(user.created());
        fixture.awaitCalm();
        String left =
                "SELECT count(*) FROM subscriber s WHERE user_id = ? AND s::text LIKE '%%%s%%'"
                        .formatted(requested);
        assertThat(fixture.count(left, user.id())).isOne();

        fixture.publish(user.deleted());
        fixture.awaitCalm();

        assertThat(fixture.count(left, user.id())).isZero();
        fixture.assertInvariants();
    }

    @Test
    void anInactiveUserGetsNone() {
        fixture.importNumbers("214", 0, 1);
        var user = new TestUser(company, "214");
        fixture.publish(user.createdInactive());
        fixture.awaitCalm();
        assertThat(fixture.numberOf(user)).isEqualTo("none");

        fixture.publish(user.reactivated());
        fixture.awaitCalm();
        assertThat(fixture.numberOf(user)).startsWith("+1214");
    }
}

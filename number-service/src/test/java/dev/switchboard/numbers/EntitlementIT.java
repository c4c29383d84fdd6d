package dev.switchboard.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.Entitlement;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.NumberEvent;
import dev.switchboard.messages.NumberEvent.AreaCodeFallback;
import dev.switchboard.messages.NumberEvent.AssignmentReason;
import dev.switchboard.messages.NumberEvent.NumberAssigned;
import dev.switchboard.messages.NumberEvent.NumberReleased;
import dev.switchboard.messages.NumberEvent.NumberReserved;
import dev.switchboard.messages.NumberEvent.NumberUnavailable;
import dev.switchboard.messages.OfficeChangePolicy;
import dev.switchboard.messages.Topics;
import dev.switchboard.numbers.inventory.Returns;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/** Fall-backs, requested numbers, licences without a number, moves and ended reservations. */
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
final class EntitlementIT {

    private static final Entitlement RENUMBER =
            new Entitlement(true, null, OfficeChangePolicy.RENUMBER);

    private final Fixture fixture = new Fixture();
    private final TopicReader published = fixture.read(Topics.NUMBER_EVENTS);
    private final UUID company = MessageIds.next();
    private final ConfigurableApplicationContext service = fixture.startInstance();

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
    void looksInTheFallBacksInTheirOrderTheCompanysOwnFirst() {
        fixture.importNumbers("217", 0, 1);
        fixture.importCsv("", Fixture.number("217", 1) + "," + company);
        fixture.importNumbers("218", 0, 1);
        var first = created(new TestUser(company, null).in("216", "217", "218"));
        var second = created(new TestUser(company, null).in("216", "217", "218"));
        var third = created(new TestUser(company, null).in("216", "217", "218"));

        assertAssigned(first, Fixture.number("217", 1), AssignmentReason.COMPANY_POOL);
        assertAssigned(second, Fixture.number("217", 0), AssignmentReason.SHARED_POOL);
        assertAssigned(third, Fixture.number("218", 0), AssignmentReason.SHARED_POOL);
        assertThat(last(third))
                .extracting("requestedAreaCode", "assignedAreaCode", "fallback")
                .containsExactly("216", "218", AreaCodeFallback.FALLBACK_AREA_CODE);
    }

    @Test
    void stockInAFallBackServesTheWaitingFirstComeFirstServed() {
        var first = created(new TestUser(company, null).in("219", "220"));
        var second = created(new TestUser(company, null).in("220"));
        assertThat(last(first)).isEqualTo(new NumberUnavailable(first.id(), 1, "219", null));

        fixture.importNumbers("220", 0, 1);
        assertAssigned(first, Fixture.number("220", 0), AssignmentReason.SHARED_POOL);
        assertThat(fixture.waits(second)).isTrue();
    }

    @Test
    void givesARequestedNumberThatIsFreeAndTheCompanys() {
        fixture.importNumbers("224", 0, 1);
        fixture.importCsv("", Fixture.number("225", 7) + "," + company);
        var user = created(new TestUser(company, "224").with(request(Fixture.number("225", 7))));

        assertAssigned(user, Fixture.number("225", 7), AssignmentReason.REQUESTED);
    }

    /** In one poll or in two, in either order. */
    @Test
    void givesTheCompanysOwnToOthersBesideARequestedOne() {
        fixture.importNumbers("226", 0, 2);
        fixture.importCsv("", Fixture.number("226", 7) + "," + company);
        fixture.importCsv("", Fixture.number("226", 8) + "," + company);
        var asking = new TestUser(company, "226").with(request(Fixture.number("226", 7)));
        var other = new TestUser(company, "226");

        fixture.publish(List.of(asking.created(), other.created()));
        fixture.awaitCalm();

        assertThat(List.of(fixture.numberOf(asking), fixture.numberOf(other)))
                .containsExactlyInAnyOrder(Fixture.number("226", 7), Fixture.number("226", 8));
    }

    @Test
    void saysWhyARequestedNumberWasNotGiven() {
        fixture.importNumbers("228", 0, 3);
        var stranger =
                created(new TestUser(company, "228").with(request(Fixture.number("228", 0))));
        assertThat(last(stranger))
                .extracting("reason", "requestRefusal")
                .containsExactly(
                        AssignmentReason.SHARED_POOL,
                        Fixture.number("228", 0) + " is not a number of the company");

        fixture.importCsv("", Fixture.number("229", 0) + "," + company);
        created(new TestUser(company, "229"));
        var late = created(new TestUser(company, "231").with(request(Fixture.number("229", 0))));
        assertThat(last(late))
                .isEqualTo(
                        new NumberUnavailable(
                                late.id(), 1, "231", Fixture.number("229", 0) + " is not free"));
    }

    @Test
    void tellsWhenARefusalIsOver() {
        fixture.importNumbers("321", 0, 2);
        String foreign = Fixture.number("322", 0);
        var having = created(new TestUser(company, "321").with(request(foreign)));
        var waiting = created(new TestUser(company, "323").with(request(foreign)));
        assertThat(last(having)).extracting("requestRefusal").isNotNull();
        assertThat(last(waiting)).extracting("requestRefusal").isNotNull();
        String own = fixture.numberOf(having);

        publish(having.with(request(own)).updated());
        assertAssigned(having, own, AssignmentReason.REQUESTED);
        publish(having.with(request(foreign)).updated());
        publish(having.with(Entitlement.DEFAULT).updated());
        publish(waiting.with(Entitlement.DEFAULT).updated());

        assertThat(last(having))
                .extracting("number", "reason", "requestRefusal")
                .containsExactly(own, null, null);
        assertThat(last(waiting)).isEqualTo(new NumberUnavailable(waiting.id(), 2, "323", null));
    }

    @Test
    void exchangesTheNumberWhenAnotherIsRequestedLater() {
        fixture.importNumbers("234", 0, 1);
        fixture.importCsv("", Fixture.number("234", 9) + "," + company);
        fixture.importCsv("", Fixture.number("234", 8) + "," + MessageIds.next());
        var user = created(new TestUser(MessageIds.next(), "234"));
        var ours = created(new TestUser(company, "234"));
        assertThat(fixture.numberOf(ours)).isEqualTo(Fixture.number("234", 9));
        fixture.importCsv("", Fixture.number("234", 10) + "," + company);

        publish(ours.with(request(Fixture.number("234", 10))).updated());
        assertAssigned(ours, Fixture.number("234", 10), AssignmentReason.REQUESTED);
        publish(ours.updated());
        publish(ours.with(request(Fixture.number("234", 8))).updated());

        assertThat(fixture.numberOf(ours)).isEqualTo(Fixture.number("234", 10));
        assertThat(last(ours))
                .extracting("number", "reason", "requestRefusal")
                .containsExactly(
                        Fixture.number("234", 10),
                        null,
                        Fixture.number("234", 8) + " is not a number of the company");
        assertThat(fixture.numberOf(user)).isEqualTo(Fixture.number("234", 0));
    }

    @Test
    void aLicenceWithoutANumberKeepsTheOldOneForTheUser() {
        fixture.importNumbers("239", 0, 2);
        var agent = created(new TestUser(company, "239").with(included(false)));
        assertThat(published.numberEventsOf(agent.id())).isEmpty();
        assertThat(fixture.waits(agent)).isFalse();

        publish(agent.with(included(true)).updated());
        String number = fixture.numberOf(agent);
        assertThat(number).startsWith("+1239");
        publish(agent.with(included(false)).updated());
        assertThat(last(agent)).isEqualTo(new NumberReserved(agent.id(), 2, number));
        publish(agent.with(included(true)).updated());
        assertAssigned(agent, number, AssignmentReason.RETURNED);
    }

    /** Policy "wait": who comes back when no licence is free is told as entitled to none. */
    @Test
    void whoComesBackWithoutALicenceGetsTheSameNumberWhenOneIsFree() {
        fixture.importNumbers("254", 0, 1);
        var user = created(new TestUser(company, "254"));
        publish(user.suspended());
        publish(user.with(included(false)).reactivated());
        var other = created(new TestUser(company, "254"));
        assertThat(fixture.statusOf(user)).isEqualTo("reserved");
        assertThat(fixture.waits(other)).isTrue();

        publish(user.with(included(true)).updated());
        assertAssigned(user, Fixture.number("254", 0), AssignmentReason.RETURNED);
        assertThat(fixture.waits(other)).isTrue();
    }

    @Test
    void renumbersOnAMoveWhereThePolicySaysSo() {
        fixture.importNumbers("240", 0, 1);
        fixture.importNumbers("248", 0, 1);
        var user = created(new TestUser(company, "240").with(RENUMBER));
        publish(user.movedTo("248"));
        assertAssigned(user, Fixture.number("248", 0), AssignmentReason.SHARED_POOL);

        publish(user.movedTo("251"));
        assertThat(fixture.numberOf(user)).isEqualTo(Fixture.number("248", 0));
        assertOnHold(Fixture.number("240", 0));
    }

    /** A release that does not know number_office_id leaves in it what was there. */
    @Test
    void renumbersNobodyForAnOfficeThatAnotherReleaseHasLeftBehind() {
        fixture.importNumbers("256", 0, 1);
        var user = created(new TestUser(company, "256"));
        publish(user.movedTo("260"));
        publish(user.with(RENUMBER).updated());
        fixture.jdbc()
                .update(
                        "UPDATE subscriber SET number_office_id = ? WHERE user_id = ?",
                        MessageIds.next(),
                        user.id());
        fixture.importNumbers("260", 0, 1);

        publish(user.updated());

        assertThat(fixture.numberOf(user)).isEqualTo(Fixture.number("256", 0));
        assertThat(fixture.statusOf(user)).isEqualTo("assigned");
    }

    @ParameterizedTest
    @CsvSource({"301, 302, 3", "303, 304, 1 2", "305, 307, 2 1", "308, 309, 1 1 1"})
    void renumbersWhoComesBackInAnotherOfficeHoweverTheirEventsCome(
            String areaCode, String next, String polls) {
        fixture.importNumbers(areaCode, 0, 1);
        fixture.importNumbers(next, 0, 1);
        var user = created(new TestUser(company, areaCode).with(RENUMBER));

        comesBackIn(next, user, polls);

        assertRenumbered(user, areaCode, next);
    }

    @ParameterizedTest
    @CsvSource({"310, 312, 3", "313, 314, 1 2", "315, 316, 2 1", "317, 318, 1 1 1"})
    void renumbersWhoHadNoOfficeAndComesBackInOneHoweverTheirEventsCome(
            String areaCode, String next, String polls) {
        fixture.importNumbers(areaCode, 0, 1);
        fixture.importNumbers(next, 0, 1);
        var user = created(new TestUser(company, null).with(RENUMBER));
        givenByHand(user, areaCode);

        comesBackIn(next, user, polls);

        assertRenumbered(user, areaCode, next);
    }

    @Test
    void renumbersWhoHadNoOfficeAndIsPlacedInOne() {
        fixture.importNumbers("319", 0, 1);
        fixture.importNumbers("320", 0, 1);
        var user = created(new TestUser(company, null).with(RENUMBER));
        givenByHand(user, "319");

        publish(user.movedTo("320"));

        assertRenumbered(user, "319", "320");
    }

    @Test
    void letsAReservedNumberGoAfterItsTime() {
        fixture.importNumbers("252", 0, 1);
        fixture.importCsv("", Fixture.number("253", 0) + "," + company);
        var shared = created(new TestUser(company, "252"));
        var owned = created(new TestUser(company, "253"));
        publish(shared.suspended());
        publish(owned.suspended());
        var waiting = created(new TestUser(company, "253"));

        fixture.clock().advance(Duration.ofDays(179));
        service.getBean(Returns.class).runOnce();
        assertThat(fixture.statusOf(owned)).isEqualTo("reserved");
        fixture.clock().advance(Duration.ofDays(2));
        service.getBean(Returns.class).runOnce();

        assertThat(fixture.numberOf(waiting)).isEqualTo(Fixture.number("253", 0));
        assertThat(fixture.numberOf(owned)).isEqualTo("none");
        fixture.awaitCalm();
        assertThat(last(owned)).isInstanceOf(NumberReleased.class);
        assertThat(
                        fixture.count(
                                "SELECT count(*) FROM phone_number WHERE area_code = '252' AND"
                                        + " status = 'aging'"))
                .isOne();
        publish(shared.reactivated());
        assertThat(fixture.waits(shared)).isTrue();
    }

    private TestUser created(TestUser user) {
        publish(user.created());
        return user;
    }

    private void publish(ProducerRecord<String, byte[]> event) {
        fixture.publish(event);
        fixture.awaitCalm();
    }

    /**
     * Suspended, placed in another office and reactivated.
     *
     * @param polls how many of these three events come in each poll
     */
    private void comesBackIn(String areaCode, TestUser user, String polls) {
        Iterator<ProducerRecord<String, byte[]>> events =
                List.of(user.suspended(), user.in(areaCode).updatedInactive(), user.reactivated())
                        .iterator();
        for (String count : polls.split(" ", -1)) {
            fixture.stopListening();
            for (int i = 0; i < Integer.parseInt(count); i++) {
                fixture.publish(events.next());
            }
            fixture.startListening();
            fixture.awaitCalm();
        }
    }

    private void givenByHand(TestUser user, String areaCode) {
        fixture.put(
                "/admin/v1/users/" + user.id() + "/number", "{\"areaCode\":\"" + areaCode + "\"}");
        assertThat(fixture.numberOf(user)).isEqualTo(Fixture.number(areaCode, 0));
    }

    private void assertRenumbered(TestUser user, String from, String to) {
        assertAssigned(user, Fixture.number(to, 0), AssignmentReason.SHARED_POOL);
        assertOnHold(Fixture.number(from, 0));
    }

    private void assertOnHold(String number) {
        assertThat(
                        fixture.count(
                                "SELECT count(*) FROM phone_number WHERE e164 = ? AND status ="
                                        + " 'on_hold'",
                                number))
                .isOne();
    }

    private @Nullable NumberEvent last(TestUser user) {
        return published.numberEventsOf(user.id()).getLast();
    }

    private void assertAssigned(TestUser user, String number, AssignmentReason reason) {
        fixture.awaitCalm();
        assertThat(last(user)).isInstanceOf(NumberAssigned.class);
        assertThat(last(user)).extracting("number", "reason").containsExactly(number, reason);
        assertThat(fixture.numberOf(user)).isEqualTo(number);
    }

    private static Entitlement request(String number) {
        return new Entitlement(true, number, OfficeChangePolicy.KEEP);
    }

    private static Entitlement included(boolean included) {
        return new Entitlement(included, null, OfficeChangePolicy.KEEP);
    }
}

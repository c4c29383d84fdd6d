package dev.switchboard.numbers.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.numbers.Fixture;

import io.micrometer.core.instrument.MeterRegistry;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Ordered numbers that are retired go back to the carrier, once, and no others do. */
@Timeout(240)
@TestInstance(Lifecycle.PER_CLASS)
final class ReleasesIT {

    private static final String FIRST = Fixture.number("410", 10);
    private static final String SECOND = Fixture.number("410", 11);

    private final OrderingFixture ordering = new OrderingFixture();

    @AfterEach
    void nothingWasBoughtTwice() {
        assertThat(ordering.supplier.givenBack).doesNotHaveDuplicates();
        ordering.checkAndForget();
        ordering.fixture.jdbc().update("DELETE FROM subscriber");
    }

    @AfterAll
    void close() {
        ordering.close();
    }

    @Test
    void givesBackWhatIsRetiredAndNothingElse() {
        order(2);
        retire(Fixture.number("410", 1));
        ordering.giveBackOnce();
        for (String status : new String[] {"available", "aging", "on_hold", "ported_out"}) {
            become(FIRST, status);
            ordering.giveBackOnce();
        }
        hold(FIRST, "assigned");
        ordering.giveBackOnce();
        hold(FIRST, "reserved");
        ordering.giveBackOnce();
        assertThat(ordering.supplier.givenBack).isEmpty();

        retire(SECOND);
        assertThat(shown("releasing")).contains(SECOND).doesNotContain(FIRST);
        assertThat(gauge(OrderState.RELEASING)).isOne();
        ordering.giveBackOnce();
        ordering.giveBackOnce();
        assertThat(ordering.supplier.givenBack).containsExactly(SECOND);
        assertThat(shown("released")).contains(SECOND, "\"releasedAt\":\"20");
        assertThat(shown("arrived")).contains(FIRST).doesNotContain(SECOND);
        assertThat(gauge(OrderState.RELEASING)).isZero();
        assertThat(gauge(OrderState.RELEASED)).isOne();
    }

    @Test
    void triesAgainUntilTheCarrierHasTakenIt() {
        order(2);
        retire(FIRST);
        retire(SECOND);
        ordering.supplier.failedReleases.add(429);
        ordering.giveBackOnce();
        assertThat(ordering.supplier.givenBack).isEmpty();
        assertThat(shown("releasing")).contains("not given back: answer 429");

        // The one that failed does not hold up the other.
        ordering.fixture.clock().advance(Duration.ofDays(30));
        ordering.supplier.failedReleases.add(400);
        ordering.giveBackOnce();
        ordering.giveBackOnce();
        assertThat(ordering.supplier.givenBack).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(shown("released")).contains(FIRST, SECOND).doesNotContain("not given back");
    }

    @Test
    void aProcessThatDiesBeforeItIsNotedLeavesItToTheNextOne() {
        order(1);
        retire(FIRST);
        var dying =
                new JdbcReleases(ordering.service.getBean(JdbcTemplate.class)) {
                    @Override
                    void released(UUID orderId, Instant now) {
                        throw new DyingSupplier.Killed();
                    }
                };
        assertThatThrownBy(() -> ordering.releases(dying).run())
                .isInstanceOf(DyingSupplier.Killed.class);
        assertThat(ordering.supplier.givenBack).containsExactly(FIRST);
        assertThat(shown("releasing")).contains(FIRST);

        ordering.giveBackOnce();
        assertThat(shown("released")).contains(FIRST);
        assertThat(ordering.supplier.givenBack).containsExactly(FIRST);
    }

    @Test
    void manyInstancesGiveBackEachNumberOnce() throws Exception {
        order(3);
        IntStream.range(10, 13).forEach(n -> retire(Fixture.number("410", n)));
        try (var pool = Executors.newFixedThreadPool(4)) {
            var runs =
                    IntStream.range(0, 4)
                            .mapToObj(_ -> Executors.callable(ordering::giveBackOnce))
                            .toList();
            for (var run : pool.invokeAll(runs)) {
                run.get();
            }
        }
        assertThat(ordering.supplier.givenBack).hasSize(3);
        assertThat(ordering.orders(OrderState.ARRIVED)).isEqualTo(3);
        assertThat(shown("releasing")).contains("\"orders\":[]");
    }

    @Test
    void whatIsGivenBackMakesRoomAndIsNotOrderedAgain() {
        order(1);
        assertThat(intend(SECOND, 1)).isFalse();
        retire(FIRST);
        assertThat(intend(SECOND, 1)).as("it is still paid for").isFalse();
        ordering.giveBackOnce();

        assertThat(intend(FIRST, 1)).isFalse();
        assertThat(intend(SECOND, 1)).isTrue();
    }

    /** The shared pool has one of our own and some from the carrier. */
    private void order(int count) {
        ordering.offer("410", count);
        ordering.fixture.importNumbers("410", 1, 3 - count < 1 ? 1 : 3 - count);
        if (count == 3) {
            ordering.useUp();
        }
        ordering.runOnce();
        assertThat(ordering.supplier.bought).hasSize(count);
    }

    private boolean intend(String number, int mostNumbers) {
        return ordering.jdbcOrders()
                .intend(
                        MessageIds.next(),
                        number,
                        ordering.fixture.clock().instant(),
                        ordering.atMost(mostNumbers),
                        100);
    }

    private void retire(String number) {
        assertThat(
                        ordering.fixture
                                .put(
                                        "/admin/v1/numbers/" + number + "/status",
                                        "{\"status\":\"retired\"}")
                                .body())
                .contains("\"status\":\"retired\"");
    }

    private void become(String number, String status) {
        boolean rests = status.equals("aging") || status.equals("on_hold");
        ordering.fixture
                .jdbc()
                .update(
                        """
                        UPDATE phone_number
                        SET status = ?, rests_until = CASE WHEN ? THEN now() END,
                            hold_company_id = CASE WHEN ? THEN gen_random_uuid() END
                        WHERE e164 = ?
                        """,
                        status,
                        rests,
                        status.equals("on_hold"),
                        number);
    }

    private void hold(String number, String status) {
        UUID user = MessageIds.next();
        ordering.fixture
                .jdbc()
                .update(
                        """
                        INSERT INTO subscriber (user_id, company_id, state, version, correlation_id)
                        VALUES (?, ?, 'active', 1, 'r')
                        """,
                        user,
                        user);
        ordering.fixture
                .jdbc()
                .update(
                        """
                        UPDATE phone_number
                        SET status = ?, holder_user_id = ?, holder_company_id = ? WHERE e164 = ?
                        """,
                        status,
                        user,
                        user,
                        number);
    }

    private String shown(String state) {
        return ordering.fixture.get("/admin/v1/orders?state=" + state).body();
    }

    private double gauge(OrderState state) {
        ordering.service.getBean(OrderGauges.class).read();
        return ordering.service
                .getBean(MeterRegistry.class)
                .get("switchboard.supplier.orders")
                .tag("state", state.text())
                .gauge()
                .value();
    }
}

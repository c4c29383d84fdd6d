package dev.switchboard.numbers.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.numbers.Fixture;
import dev.switchboard.numbers.supplier.DyingSupplier.Death;
import dev.switchboard.numbers.supplier.SupplierStandIn.Mishap;

import io.micrometer.core.instrument.MeterRegistry;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.UUID;

/** Orders of which the process or the supplier does not know what became; none is lost. */
@Timeout(240)
@TestInstance(Lifecycle.PER_CLASS)
final class UnclearOrdersIT {

    private final OrderingFixture ordering = new OrderingFixture();

    @AfterEach
    void nothingWasBoughtTwice() {
        ordering.checkAndForget();
    }

    @AfterAll
    void close() {
        ordering.close();
    }

    @ParameterizedTest
    @EnumSource(Death.class)
    void survivesAProcessThatDiesBetweenTheSteps(Death death) {
        ordering.offer("403", 9);
        ordering.fixture.importNumbers("403", 0, 2);
        assertThatThrownBy(() -> ordering.dying(death).run())
                .isInstanceOf(DyingSupplier.Killed.class);

        ordering.runOnce();
        assertThat(ordering.supplier.bought.size())
                .as("a process that has just started orders nothing more")
                .isLessThanOrEqualTo(1);
        ordering.fixture.clock().advance(Duration.ofMinutes(1));
        if (death != Death.BEFORE_THE_ORDER_IS_SENT) {
            // The one that clears up dies, too.
            assertThatThrownBy(() -> ordering.dying(Death.BEFORE_THE_ARRIVAL_IS_NOTED).run())
                    .isInstanceOf(DyingSupplier.Killed.class);
            ordering.runOnce();
            assertThat(ordering.orders(OrderState.ARRIVED)).isOne();
        }
        // What was surely never sent holds up its area code for an hour.
        ordering.fixture.clock().advance(Duration.ofHours(2));
        ordering.runOnce();
        ordering.runOnce();

        assertThat(ordering.supplier.bought).hasSize(1);
        assertThat(ordering.available()).isEqualTo(3);
        assertThat(ordering.orders(OrderState.ARRIVED)).isOne();
        assertThat(ordering.orders(OrderState.UNCLEAR))
                .isEqualTo(death == Death.BEFORE_THE_ORDER_IS_SENT ? 1 : 0);
        ordering.everythingBoughtIsInStock();
    }

    @Test
    void anOrderThatIsFoundLateWasUnclearAndNeverLost() {
        ordering.offer("408", 9);
        ordering.fixture.importNumbers("408", 0, 2);
        ordering.supplier.mishaps.add(Mishap.BOUGHT_WITHOUT_ANSWER);
        ordering.supplier.late = true;
        ordering.runOnce();
        ordering.fixture.clock().advance(Duration.ofHours(2));
        ordering.runOnce();
        assertThat(ordering.orders(OrderState.UNCLEAR)).isOne();
        assertThat(gauge(OrderState.UNCLEAR)).isOne();
        // Users need numbers: others are ordered meanwhile.
        assertThat(ordering.available()).isEqualTo(3);
        assertThat(ordering.supplier.bought).hasSize(2);

        ordering.supplier.late = false;
        ordering.fixture.clock().advance(Duration.ofMinutes(30));
        ordering.runOnce();
        assertThat(ordering.orders(OrderState.UNCLEAR)).isOne();
        ordering.fixture.clock().advance(Duration.ofMinutes(40));
        ordering.runOnce();
        assertThat(ordering.orders(OrderState.UNCLEAR)).isZero();
        assertThat(ordering.orders(OrderState.ARRIVED)).isEqualTo(2);
        assertThat(gauge(OrderState.UNCLEAR)).isZero();
        ordering.everythingBoughtIsInStock();
    }

    @Test
    void anOrderThatCannotBeLookedUpHoldsUpNoOther() {
        UUID refused = order("415", 1);
        ordering.fixture.clock().advance(Duration.ofSeconds(1));
        order("416", 1);
        String found = Fixture.number("416", 1);
        ordering.supplier.owned.put(found, "PN416");
        ordering.supplier.failing.put(Fixture.number("415", 1), 400);
        ordering.fixture.clock().advance(Duration.ofMinutes(1));

        ordering.runOnce();
        assertThat(ordering.orders(OrderState.ARRIVED)).isOne();
        assertThat(
                        ordering.fixture.count(
                                "SELECT count(*) FROM supplier_order WHERE id = ? AND looked_up_at"
                                        + " IS NOT NULL",
                                refused))
                .isOne();
        assertThat(ordering.orders(OrderState.INTENDED)).isOne();

        ordering.fixture.clock().advance(Duration.ofHours(2));
        ordering.runOnce();
        assertThat(ordering.orders(OrderState.UNCLEAR)).isOne();
        ordering.everythingBoughtIsInStock();
    }

    @Test
    void anAdminClosesAnUnclearOrderAndNoOther() {
        UUID unclear = order("409", 1);
        UUID arrived = order("409", 2);
        ordering.jdbcOrders().notFound(unclear, true, ordering.fixture.clock().instant());
        ordering.jdbcOrders().arrived(arrived, "PN2", ordering.fixture.clock().instant());

        assertThat(ordering.fixture.get("/admin/v1/orders?state=unclear").body())
                .contains(unclear.toString(), "\"state\":\"unclear\"")
                .doesNotContain(arrived.toString());
        for (int i = 0; i < 2; i++) {
            assertThat(close(unclear, "refused"))
                    .contains("\"state\":\"refused\"", "closed by hand");
        }
        assertThat(close(arrived, "refused")).contains("\"status\":409", "is arrived");
        assertThat(close(unclear, "arrived")).contains("\"status\":400", "only 'refused'");
        assertThat(close(MessageIds.next(), "refused")).contains("\"status\":404");
    }

    private UUID order(String areaCode, int n) {
        UUID id = MessageIds.next();
        assertThat(
                        ordering.jdbcOrders()
                                .intend(
                                        id,
                                        Fixture.number(areaCode, n),
                                        ordering.fixture.clock().instant(),
                                        ordering.settings(),
                                        3))
                .isTrue();
        return id;
    }

    private String close(UUID id, String state) {
        return ordering.fixture
                .put("/admin/v1/orders/" + id + "/state", "{\"state\":\"" + state + "\"}")
                .body();
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

package dev.switchboard.numbers.supplier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.numbers.Fixture;
import dev.switchboard.numbers.inventory.Arrivals;
import dev.switchboard.numbers.inventory.StockWatch;
import dev.switchboard.numbers.supplier.DyingSupplier.Death;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** A service that orders at a stand-in; each test begins with nothing in stock or on order. */
final class OrderingFixture implements AutoCloseable {

    final SupplierStandIn supplier = new SupplierStandIn();
    final Fixture fixture = new Fixture();
    final ConfigurableApplicationContext service =
            fixture.startInstance(
                    "switchboard.numbers.low-stock.threshold=3",
                    "switchboard.numbers.stock-interval=1h",
                    "switchboard.supplier.enabled=true",
                    "switchboard.supplier.url=" + supplier.url(),
                    "switchboard.supplier.pricing-url=" + supplier.url(),
                    "switchboard.supplier.account-sid=" + SupplierStandIn.ACCOUNT,
                    "switchboard.supplier.auth-token=" + SupplierStandIn.TOKEN,
                    "switchboard.supplier.timeout=10s",
                    "switchboard.supplier.interval=1h",
                    "switchboard.supplier.orders-per-day-and-area-code=4");

    /** Nothing was bought twice, or asked for again; then everything is forgotten. */
    void checkAndForget() {
        assertThat(supplier.bought).doesNotHaveDuplicates();
        assertThat(supplier.askedForAgain).isEmpty();
        fixture.assertNumbersAreCounted();
        for (String table : List.of("supplier_order", "phone_number", "stock_level")) {
            fixture.jdbc().update("DELETE FROM " + table);
        }
        fixture.assertNumbersAreCounted();
        supplier.reset();
    }

    void offer(String areaCode, int count) {
        IntStream.range(0, count)
                .forEach(n -> supplier.available.add(Fixture.number(areaCode, 10 + n)));
    }

    void everythingBoughtIsInStock() {
        assertThat(fixture.jdbc().queryForList("SELECT e164 FROM phone_number", String.class))
                .containsAll(supplier.owned.keySet());
    }

    /** One look of an instance that has just started: all that it knows is in the database. */
    void runOnce() {
        ordering(service.getBean(NumberSupplier.class), jdbcOrders(), settings()).run();
    }

    void giveBackOnce() {
        releases(service.getBean(JdbcReleases.class)).run();
    }

    Releases releases(JdbcReleases table) {
        return new Releases(service.getBean(NumberSupplier.class), table, fixture.clock());
    }

    Ordering dying(Death death) {
        NumberSupplier client = new DyingSupplier(service.getBean(NumberSupplier.class), death);
        JdbcOrders orders =
                death == Death.BEFORE_THE_ARRIVAL_IS_NOTED
                        ? new JdbcOrders(service.getBean(JdbcTemplate.class)) {
                            @Override
                            void arrived(UUID id, String supplierId, Instant now) {
                                throw new DyingSupplier.Killed();
                            }
                        }
                        : jdbcOrders();
        return ordering(client, orders, settings());
    }

    Ordering ordering(NumberSupplier client, JdbcOrders orders, SupplierSettings bounds) {
        return new Ordering(
                client,
                bounds,
                orders,
                service.getBean(StockWatch.class),
                service.getBean(Arrivals.class),
                fixture.clock());
    }

    SupplierSettings settings() {
        return service.getBean(SupplierSettings.class);
    }

    SupplierSettings atMost(int numbers) {
        return changed(supplier, numbers);
    }

    SupplierSettings changed(SupplierStandIn at, int mostNumbers) {
        SupplierSettings s = settings();
        assertThat(s.mostMonthlyPrice()).isEqualByComparingTo(new BigDecimal("3.00"));
        return new SupplierSettings(
                true,
                at.url(),
                at.url(),
                s.accountSid(),
                s.authToken(),
                s.timeout(),
                s.ordersPerDay(),
                s.ordersPerDayAndAreaCode(),
                mostNumbers,
                s.mostMonthlyPrice(),
                s.unclearAfter(),
                s.lookAgain());
    }

    JdbcOrders jdbcOrders() {
        return service.getBean(JdbcOrders.class);
    }

    /** All numbers had a user until now, and rest. */
    void useUp() {
        fixture.jdbc()
                .update(
                        "UPDATE phone_number SET status = 'aging', rests_until = now() + interval '90 days'");
    }

    long available() {
        return fixture.count("SELECT count(*) FROM phone_number WHERE status = 'available'");
    }

    long orders(OrderState state) {
        return fixture.count("SELECT count(*) FROM supplier_order WHERE state = ?", state.text());
    }

    @Override
    public void close() {
        fixture.close();
        supplier.close();
    }
}

package dev.switchboard.numbers.supplier;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.numbers.Fixture;
import dev.switchboard.numbers.supplier.NumberSupplier.Answer;
import dev.switchboard.numbers.supplier.SupplierStandIn.Mishap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Orders against a stand-in: as many as are missing, within every bound. */
@Timeout(240)
@TestInstance(Lifecycle.PER_CLASS)
final class OrderingIT {

    private final OrderingFixture ordering = new OrderingFixture();

    @AfterEach
    void nothingWasBoughtTwice() {
        ordering.checkAndForget();
    }

    @AfterAll
    void close() {
        ordering.close();
    }

    @Test
    void ordersWhatIsMissingWithinTheBounds() {
        ordering.offer("401", 9);
        ordering.supplier.available.addFirst("+14019115000");
        ordering.fixture.importNumbers("401", 0, 1);

        ordering.runOnce();
        assertThat(ordering.supplier.bought)
                .containsExactly(Fixture.number("401", 10), Fixture.number("401", 11));
        assertThat(ordering.available()).isEqualTo(3);
        assertThat(ordering.orders(OrderState.ARRIVED)).isEqualTo(2);

        ordering.useUp();
        ordering.runOnce();
        ordering.runOnce();
        // Four of an area code in 24 hours, and no more.
        assertThat(ordering.supplier.bought).hasSize(4);
        ordering.fixture.clock().advance(Duration.ofHours(25));
        ordering.runOnce();
        assertThat(ordering.supplier.bought).hasSize(5);
    }

    @Test
    void ordersNoMoreWhenManyInstancesLookAtOnce() throws Exception {
        ordering.offer("406", 20);
        ordering.fixture.importNumbers("406", 0, 1);
        List<Callable<Object>> instances = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            instances.add(Executors.callable(ordering::runOnce));
        }
        try (var pool = Executors.newFixedThreadPool(6)) {
            for (Future<Object> run : pool.invokeAll(instances)) {
                run.get();
            }
        }

        assertThat(ordering.supplier.bought).hasSize(2);
        assertThat(ordering.available()).isEqualTo(3);
    }

    @Test
    void ordersNothingBeyondTheNumberAndThePriceThatAreAllowed() {
        ordering.offer("407", 9);
        ordering.fixture.importNumbers("407", 0, 1);
        ordering.supplier.price = "3.01";
        ordering.runOnce();
        assertThat(ordering.supplier.bought).isEmpty();

        ordering.supplier.price = "3.00";
        ordering.ordering(
                        ordering.service.getBean(NumberSupplier.class),
                        ordering.jdbcOrders(),
                        ordering.atMost(1))
                .run();
        assertThat(ordering.supplier.bought).hasSize(1);
        ordering.ordering(
                        ordering.service.getBean(NumberSupplier.class),
                        ordering.jdbcOrders(),
                        ordering.atMost(1))
                .run();
        assertThat(ordering.supplier.bought).hasSize(1);
    }

    @Test
    void findsAgainWhatWasPaidForAndNeverBuysTwice() {
        ordering.offer("402", 9);
        ordering.fixture.importNumbers("402", 0, 1);
        for (Mishap mishap : List.of(Mishap.BOUGHT_WITHOUT_ANSWER, Mishap.BOUGHT_WITH_ERROR)) {
            ordering.supplier.mishaps.add(mishap);
            int before = ordering.supplier.bought.size();
            long stock = ordering.available();
            ordering.runOnce();
            assertThat(ordering.supplier.bought).hasSize(before + 1);
            assertThat(ordering.available()).isEqualTo(stock);

            // Nothing more is ordered there before it is known what became of it.
            ordering.runOnce();
            assertThat(ordering.supplier.bought).hasSize(before + 1);
            ordering.fixture.clock().advance(Duration.ofMinutes(1));
            ordering.supplier.mishaps.add(Mishap.TOO_MANY_REQUESTS);
            ordering.runOnce();
            assertThat(ordering.available()).isEqualTo(stock + 1);
        }
        assertThat(ordering.orders(OrderState.INTENDED)).isZero();
        ordering.everythingBoughtIsInStock();
    }

    @Test
    void placesOneOrderAnHourWhereTheSupplierRefuses() {
        ordering.offer("410", 9);
        ordering.offer("413", 9);
        ordering.fixture.importNumbers("410", 0, 1);
        ordering.fixture.importNumbers("413", 0, 1);
        ordering.supplier.refused.add("410");
        for (int minute = 0; minute < 59; minute++) {
            ordering.runOnce();
            ordering.fixture.clock().advance(Duration.ofMinutes(1));
        }
        assertThat(ordering.orders(OrderState.REFUSED)).isOne();
        // No other area code is held up.
        assertThat(ordering.supplier.bought).hasSize(2).allMatch(n -> n.startsWith("+1413"));

        ordering.fixture.clock().advance(Duration.ofMinutes(2));
        ordering.runOnce();
        assertThat(ordering.orders(OrderState.REFUSED)).isEqualTo(2);
        ordering.supplier.refused.clear();
        ordering.fixture.clock().advance(Duration.ofMinutes(61));
        ordering.runOnce();
        assertThat(ordering.available()).isEqualTo(6);
    }

    @Test
    void ordersTheNextWhereOneIsSoldMeanwhile() {
        ordering.offer("415", 9);
        ordering.fixture.importNumbers("415", 0, 1);
        ordering.supplier.sold.addAll(
                List.of(Fixture.number("415", 10), Fixture.number("415", 12)));

        ordering.runOnce();

        assertThat(ordering.supplier.bought)
                .containsExactly(Fixture.number("415", 11), Fixture.number("415", 13));
        assertThat(ordering.orders(OrderState.REFUSED)).isEqualTo(2);
        assertThat(ordering.available()).isEqualTo(3);
    }

    @Test
    void restsWhereOneAfterTheOtherIsSold() {
        ordering.offer("417", 9);
        ordering.fixture.importNumbers("417", 0, 1);
        ordering.supplier.sold.addAll(
                List.of(
                        Fixture.number("417", 10),
                        Fixture.number("417", 11),
                        Fixture.number("417", 12)));

        ordering.runOnce();
        ordering.runOnce();
        assertThat(ordering.orders(OrderState.REFUSED)).isEqualTo(3);
        assertThat(ordering.supplier.bought).isEmpty();

        ordering.supplier.sold.clear();
        ordering.fixture.clock().advance(Duration.ofMinutes(61));
        ordering.runOnce();
        assertThat(ordering.available()).isEqualTo(3);
    }

    @Test
    void ordersInTheCountryOfTheAreaCodeAtThePriceThere() {
        ordering.offer("416", 9);
        ordering.offer("418", 9);
        ordering.offer("419", 9);
        for (String areaCode : List.of("416", "418", "419")) {
            ordering.fixture.importNumbers(areaCode, 0, 1);
        }
        ordering.supplier.canadianPrice = "3.01";
        ordering.runOnce();
        assertThat(ordering.supplier.bought).hasSize(2).allMatch(n -> n.startsWith("+1419"));

        ordering.supplier.canadianPrice = "3.00";
        ordering.runOnce();
        assertThat(ordering.supplier.bought).hasSize(6);
        assertThat(ordering.available()).isEqualTo(9);
    }

    @Test
    void saysOnceWhyNothingMoreIsOrdered() {
        ordering.fixture.importNumbers("423", 0, 1);
        Ordering one = instance(ordering.atMost(1));

        List<String> said =
                saidWhile(
                        () -> {
                            one.run();
                            one.run();
                            ordering.offer("423", 9);
                            one.run();
                            one.run();
                            ordering.offer("425", 9);
                            ordering.fixture.importNumbers("425", 0, 1);
                            one.run();
                        });

        assertThat(said)
                .containsExactly(
                        "Nothing more is ordered in 423 for now: the supplier offers no number there.",
                        "Nothing more is ordered in 423 for now: switchboard.supplier.most-numbers is reached.",
                        "Nothing more is ordered in 425 for now: switchboard.supplier.most-numbers is reached.");
    }

    @Test
    void saysOnceForACountryThatItsPriceIsNotToldOrTooHigh() {
        ordering.fixture.importNumbers("416", 0, 1);
        ordering.fixture.importNumbers("418", 0, 1);
        ordering.offer("416", 9);
        ordering.offer("418", 9);
        Ordering one = instance(ordering.settings());

        List<String> said =
                saidWhile(
                        () -> {
                            for (String price : List.of("", "3.01", "3.00", "3.01")) {
                                ordering.supplier.canadianPrice = price;
                                one.run();
                                one.run();
                                ordering.useUp();
                            }
                        });

        String tooHigh =
                "Nothing more is ordered in CA for now: a number costs 3.01 a month, and switchboard.supplier.most-monthly-price is 3.0.";
        assertThat(said)
                .filteredOn(line -> line.contains(" CA "))
                .containsExactly(
                        "Nothing more is ordered in CA for now: the supplier does not tell the price (no price for local numbers).",
                        tooHigh,
                        tooHigh);
        assertThat(ordering.supplier.bought).isNotEmpty();
    }

    private Ordering instance(SupplierSettings settings) {
        return ordering.ordering(
                ordering.service.getBean(NumberSupplier.class), ordering.jdbcOrders(), settings);
    }

    private static List<String> saidWhile(Runnable work) {
        var log = new ListAppender<ILoggingEvent>();
        var logger = (Logger) LoggerFactory.getLogger(Ordering.class);
        log.start();
        logger.addAppender(log);
        try {
            work.run();
        } finally {
            logger.detachAppender(log);
        }
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void runWhereTheSupplierAnswersASearchBeforeAnotherWith(int status) {
        ordering.offer("414", 9);
        ordering.fixture.importNumbers("409", 0, 1);
        ordering.fixture.importNumbers("414", 0, 1);
        ordering.supplier.failing.put("409", status);

        ordering.runOnce();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404})
    void searchesOnWhereTheSupplierRefusesToSearchInAnAreaCode(int status) {
        runWhereTheSupplierAnswersASearchBeforeAnotherWith(status);

        assertThat(ordering.supplier.bought).hasSize(2).allMatch(n -> n.startsWith("+1414"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 408, 429, 500, 503})
    void endsTheRunWhereTheSupplierIsAway(int status) {
        runWhereTheSupplierAnswersASearchBeforeAnotherWith(status);

        assertThat(ordering.supplier.bought).isEmpty();
    }

    @Test
    void ordersNothingWhereTheSupplierCannotBeAsked() {
        ordering.offer("404", 5);
        ordering.fixture.importNumbers("404", 0, 1);
        ordering.supplier.mishaps.add(Mishap.TOO_MANY_REQUESTS);
        ordering.runOnce();
        assertThat(ordering.supplier.bought).isEmpty();
        // That is no reason to wait for longer than until the next run.
        assertThat(
                        ordering.jdbcOrders()
                                .isRefused(
                                        "404",
                                        ordering.fixture
                                                .clock()
                                                .instant()
                                                .minus(Duration.ofHours(1))))
                .isFalse();
        var gone = new SupplierStandIn();
        gone.close();
        ordering.ordering(new TwilioSupplier(at(gone)), ordering.jdbcOrders(), ordering.settings())
                .run();

        assertThat(ordering.orders(OrderState.INTENDED)).isZero();
        assertThat(ordering.available()).isOne();
    }

    @Test
    void releasesOnceHoweverOftenItIsAsked() {
        NumberSupplier client = ordering.service.getBean(NumberSupplier.class);
        String number = Fixture.number("405", 1);
        String id = ((Answer.Ordered) client.order(number, MessageIds.next())).supplierId();
        assertThat(client.find(number)).hasValue(id);

        client.release(id);
        client.release(id);
        assertThat(client.find(number)).isEmpty();
    }

    private SupplierSettings at(SupplierStandIn other) {
        return ordering.changed(other, ordering.settings().mostNumbers());
    }
}

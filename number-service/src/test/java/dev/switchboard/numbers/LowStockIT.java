package dev.switchboard.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.StockEvent;
import dev.switchboard.messages.StockEvent.StockLow;
import dev.switchboard.messages.StockEvent.StockRecovered;
import dev.switchboard.messages.Topics;
import dev.switchboard.numbers.inventory.StockWatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;

/** A threshold is crossed down and up; two instances look. */
@Timeout(180)
final class LowStockIT {

    private final Fixture fixture = new Fixture();
    private final TopicReader published = fixture.read(Topics.NUMBER_EVENTS);

    @AfterEach
    void close() {
        fixture.assertInvariants();
        published.close();
        fixture.close();
    }

    @Test
    void tellsEachCrossingOnce() throws Exception {
        String[] settings = {
            "switchboard.numbers.low-stock.threshold=2",
            "switchboard.numbers.low-stock.area-codes.402=0",
            "switchboard.numbers.stock-interval=1h"
        };
        List<StockWatch> watches =
                List.of(
                        fixture.startInstance(settings).getBean(StockWatch.class),
                        fixture.startInstance(settings).getBean(StockWatch.class));
        fixture.importNumbers("401", 0, 2);
        fixture.importNumbers("402", 0, 1);
        look(watches);
        fixture.publish(new TestUser(MessageIds.next(), "401").created());
        fixture.awaitCalm();
        look(watches);
        look(watches);
        fixture.importNumbers("401", 2, 3);
        look(watches);
        fixture.awaitCalm();

        assertThat(stockEvents())
                .containsExactly(new StockLow("401", 1, 2), new StockRecovered("401", 4, 2));
    }

    @Test
    void tellsAgainWhereSomebodyWaitsAfterAWhileInWhichNobodyDid() throws Exception {
        List<StockWatch> watches =
                List.of(
                        fixture.startInstance(
                                        "switchboard.numbers.low-stock.threshold=2",
                                        "switchboard.numbers.stock-interval=1h")
                                .getBean(StockWatch.class));
        var first = new TestUser(MessageIds.next(), "401");
        fixture.publish(first.created());
        fixture.awaitCalm();
        look(watches);
        fixture.publish(first.suspended());
        fixture.awaitCalm();
        look(watches);
        look(watches);
        fixture.publish(new TestUser(MessageIds.next(), "401").created());
        fixture.awaitCalm();
        look(watches);
        fixture.awaitCalm();

        assertThat(stockEvents())
                .containsExactly(
                        new StockLow("401", 0, 2),
                        new StockRecovered("401", 0, 0),
                        new StockLow("401", 0, 2));
    }

    private static void look(List<StockWatch> watches) {
        watches.forEach(StockWatch::look);
    }

    private List<StockEvent> stockEvents() throws Exception {
        List<StockEvent> events = new ArrayList<>();
        for (var received : published.records()) {
            String type = TopicReader.header(received, "ce_type");
            if (type != null && type.contains("stock")) {
                assertThat(received.key()).isEqualTo("401");
                events.add(new MessageCodec().decode(received, StockEvent.class).message());
            }
        }
        return events;
    }
}

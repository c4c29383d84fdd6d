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
        String unwatched = "switchboard.numbers.low-stock.area-codes.402=0";
        List<StockWatch> watches = List.of(watch(unwatched), watch(unwatched));
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
    void tellsNothingWhereAllNumbersAreOutOfUse() throws Exception {
        List<StockWatch> watches = List.of(watch());
        fixture.importNumbers("401", 0, 2);
        look(watches);
        for (String status : List.of("retired", "ported_out")) {
            String number = Fixture.number("401", status.equals("retired") ? 0 : 1);
            fixture.put(
                    "/admin/v1/numbers/%s/status".formatted(number),
                    "{\"status\":\"%s\"}".formatted(status));
        }
        look(watches);
        fixture.awaitCalm();

        assertThat(stockEvents()).isEmpty();
    }

    @Test
    void tellsAgainWhereSomebodyWaitsAfterAWhileInWhichNobodyDid() throws Exception {
        List<StockWatch> watches = List.of(watch());
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

    /** Of an instance that warns below two numbers. */
    private StockWatch watch(String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.add("switchboard.numbers.low-stock.threshold=2");
        settings.add("switchboard.numbers.stock-interval=1h");
        return fixture.startInstance(settings.toArray(String[]::new)).getBean(StockWatch.class);
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

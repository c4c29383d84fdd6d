package dev.switchboard.pipeline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

final class ByHalvesTest {

    private final List<Integer> applied = new ArrayList<>();
    private final List<String> poison = new ArrayList<>();
    private int transactions;

    private void apply(List<Integer> poll, Consumer<List<Integer>> check) {
        int count =
                new ByHalves<Integer>(
                                each -> new ConsumerRecord<>("topic", 0, each, "key", new byte[0]),
                                some -> {
                                    transactions++;
                                    check.accept(some);
                                    applied.addAll(some);
                                },
                                (one, e, attempts) ->
                                        poison.add(one + " " + e.getMessage() + " " + attempts),
                                IllegalArgumentException.class::isInstance)
                        .apply(poll);
        assertThat(count).isEqualTo(applied.size());
    }

    private static List<Integer> poll(int records) {
        return IntStream.range(0, records).boxed().toList();
    }

    private static void hasNo(List<Integer> some, int one) {
        if (some.contains(one)) {
            throw new IllegalStateException("poison");
        }
    }

    @Test
    void appliesAPollTogether() {
        apply(poll(500), _ -> {});

        assertThat(applied).isEqualTo(poll(500));
        assertThat(transactions).isEqualTo(1);
    }

    @Test
    void doesNothingForNothing() {
        apply(poll(0), _ -> {});

        assertThat(transactions).isZero();
    }

    @Test
    void findsPoisonInFewTransactions() {
        apply(poll(500), some -> hasNo(some, 300));

        assertThat(applied).hasSize(499).doesNotContain(300).isSorted();
        assertThat(poison).containsExactly("300 poison 3");
        assertThat(transactions).isLessThan(25);
    }

    @Test
    void goesOnWithSmallerPartsWhereAllAreTooLargeTogether() {
        apply(
                poll(100),
                some -> {
                    if (some.size() > 10) {
                        throw new IllegalArgumentException("are too many");
                    }
                });

        assertThat(applied).isEqualTo(poll(100));
        assertThat(poison).isEmpty();
        assertThat(transactions).isEqualTo(31);
    }

    @Test
    void tellsOfPoisonOnceAndOfWhatIsTooLargeNotAtAll() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(ByHalves.class);
        logger.addAppender(lines);
        lines.start();
        try {
            apply(
                    poll(64),
                    some -> {
                        if (some.size() > 32) {
                            throw new IllegalArgumentException("are too many");
                        }
                        hasNo(some, 5);
                        hasNo(some, 40);
                    });
        } finally {
            logger.detachAppender(lines);
        }

        assertThat(poison).hasSize(2);
        assertThat(lines.list)
                .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Cannot process 32 records together (IllegalStateException); each half is tried by itself.");
    }

    @Test
    void throwsAPassingFaultAndGoesNoFurther() {
        assertThatThrownBy(
                        () ->
                                apply(
                                        poll(4),
                                        some -> {
                                            hasNo(some, 0);
                                            if (some.contains(1)) {
                                                throw new KafkaException("away");
                                            }
                                        }))
                .isInstanceOf(KafkaException.class);

        assertThat(poison).containsExactly("0 poison 3");
        assertThat(applied).isEmpty();
    }
}

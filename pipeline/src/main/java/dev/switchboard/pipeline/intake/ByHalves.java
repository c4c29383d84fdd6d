package dev.switchboard.pipeline.intake;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Applies the records of one poll together; where that fails each half by itself, and each half of
 * that. So one that cannot be processed, or several that are too large together, cost the others
 * few transactions. A passing fault is thrown: the whole poll must come again.
 *
 * @param <T> a record as its listener has read it
 */
public final class ByHalves<T> {

    private static final Logger log = LoggerFactory.getLogger(ByHalves.class);

    /** How often a record is tried alone before it counts as poison. */
    private static final int ATTEMPTS = 3;

    /** What becomes of a record that cannot be processed. */
    @FunctionalInterface
    public interface Poison<T> {

        void found(T one, RuntimeException e, int attempts);
    }

    private final Function<T, ConsumerRecord<?, ?>> source;
    private final Consumer<List<T>> together;
    private final Poison<T> poison;
    private final Predicate<RuntimeException> isTooMuch;
    private boolean told;

    /**
     * @param source where one comes from
     * @param together applies some in one transaction: all of them, or none
     * @param isTooMuch whether it says that they are too large together: nothing to tell of
     */
    public ByHalves(
            Function<T, ConsumerRecord<?, ?>> source,
            Consumer<List<T>> together,
            Poison<T> poison,
            Predicate<RuntimeException> isTooMuch) {
        this.source = source;
        this.together = together;
        this.poison = poison;
        this.isTooMuch = isTooMuch;
    }

    /**
     * Returns when all of them are applied, or found to be poison, in their order.
     *
     * @return how many are applied
     */
    public int apply(List<T> records) {
        return switch (records.size()) {
            case 0 -> 0;
            case 1 -> applyAlone(records.getFirst()) ? 1 : 0;
            default -> applyTogether(records);
        };
    }

    private int applyTogether(List<T> records) {
        try {
            together.accept(records);
            return records.size();
        } catch (RuntimeException e) {
            if (Faults.isPassing(e)) {
                throw e;
            }
            tell(records.size(), e);
            int middle = records.size() / 2;
            return apply(records.subList(0, middle))
                    + apply(records.subList(middle, records.size()));
        }
    }

    private void tell(int records, RuntimeException e) {
        if (isTooMuch.test(e)) {
            log.debug("Of {} records {}.", records, e.getMessage());
        } else if (!told) {
            told = true;
            log.warn(
                    "Cannot process {} records together ({}); each half is tried by itself.",
                    records,
                    Faults.describe(e));
        }
    }

    /** False where it is poison. */
    private boolean applyAlone(T one) {
        try (var _ = RecordContext.of(source.apply(one))) {
            for (int attempt = 1; ; attempt++) {
                try {
                    together.accept(List.of(one));
                    return true;
                } catch (RuntimeException e) {
                    if (Faults.isPassing(e)) {
                        throw e;
                    }
                    if (attempt == ATTEMPTS) {
                        poison.found(one, e, attempt);
                        return false;
                    }
                    log.debug("Attempt {} failed.", attempt);
                }
            }
        }
    }
}

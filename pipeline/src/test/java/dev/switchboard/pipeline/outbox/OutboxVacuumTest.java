package dev.switchboard.pipeline.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;

import java.util.Collection;
import java.util.List;

final class OutboxVacuumTest {

    private long now = Long.MAX_VALUE - 10; // it passes over into negative numbers one day
    private final Counting outbox = new Counting();
    private final OutboxVacuum vacuum = new OutboxVacuum(outbox, () -> now);

    @Test
    void leavesFewDeletedMessagesToTheDatabase() {
        vacuum.deleted(999);
        vacuum.runIfWorthIt();

        assertThat(outbox.vacuums).isZero();
    }

    @Test
    void runsOnceForThoseThatWereDeleted() {
        vacuum.deleted(600);
        vacuum.deleted(400);
        vacuum.runIfWorthIt();
        vacuum.runIfWorthIt();

        assertThat(outbox.vacuums).isEqualTo(1);
    }

    @Test
    void comesRarelyWhereItTakesLong() {
        outbox.nanos = 50;
        vacuum.deleted(1000);
        vacuum.runIfWorthIt();
        vacuum.deleted(1000);
        now += 999;
        vacuum.runIfWorthIt();
        assertThat(outbox.vacuums).isEqualTo(1);

        now += 1;
        vacuum.runIfWorthIt();
        assertThat(outbox.vacuums).isEqualTo(2);
    }

    @Test
    void triesAgainAfterAFault() {
        outbox.fault = new QueryTimeoutException("held up");
        vacuum.deleted(1000);
        vacuum.runIfWorthIt();
        vacuum.runIfWorthIt();
        assertThat(outbox.vacuums).isEqualTo(1);

        outbox.fault = null;
        now += 10_000_000_000L;
        vacuum.runIfWorthIt();
        vacuum.runIfWorthIt();
        assertThat(outbox.vacuums).isEqualTo(2);
    }

    /** Only counts: what a vacuum does, the stores' own tests see. */
    private final class Counting implements OutboxStore {

        private int vacuums;
        private long nanos;
        private @Nullable DataAccessException fault;

        @Override
        public void vacuum() {
            vacuums++;
            if (fault != null) {
                throw fault;
            }
            now += nanos;
        }

        @Override
        public long lock() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Look next(long after, Collection<String> without, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Backlog backlog() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(List<Long> ids) {
            throw new UnsupportedOperationException();
        }
    }
}

package dev.switchboard.pipeline.outbox;

import dev.switchboard.pipeline.intake.FaultEpisode;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps an outbox as small as what waits in it. The database's own vacuum comes once a minute, and
 * until then whoever looks at the table steps over all that was sent in it: after 100,000 messages
 * a look took 0.2 s, during which no message was sent.
 */
final class OutboxVacuum {

    private static final long WORTH_IT = 1000;

    /** Where it takes long, as beside a dump that keeps rows alive, it comes rarely. */
    private static final int REST = 20;

    private static final Duration REST_AFTER_FAULT = Duration.ofSeconds(10);

    private final OutboxStore outbox;
    private final FaultEpisode episode = new FaultEpisode("vacuums of the outbox");
    private final AtomicLong deleted = new AtomicLong();
    private final LongSupplier nanoTime;
    private long restUntil;

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    OutboxVacuum(OutboxStore outbox, LongSupplier nanoTime) {
        this.outbox = outbox;
        this.nanoTime = nanoTime;
        this.restUntil = nanoTime.getAsLong();
    }

    /** Tells it of messages that were deleted. */
    void deleted(int messages) {
        deleted.addAndGet(messages);
    }

    @Scheduled(fixedDelayString = "${switchboard.outbox.vacuum-interval:2s}")
    void runIfWorthIt() {
        long begin = nanoTime.getAsLong();
        long seen = deleted.get();
        if (seen < WORTH_IT || begin - restUntil < 0) {
            return;
        }
        try {
            outbox.vacuum();
            episode.over();
            deleted.addAndGet(-seen);
            long end = nanoTime.getAsLong();
            restUntil = end + REST * (end - begin);
        } catch (DataAccessException e) {
            restUntil = nanoTime.getAsLong() + REST_AFTER_FAULT.toNanos();
            episode.in(e);
        }
    }
}

package dev.switchboard.gateway.limits;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * How much of this gateway one company may have at a time. What is above it is told to come again
 * at once, and waits in no queue that others stand in. While several companies write, each begins
 * only a few writes at a time and its others wait for their turn here: a command that is on its way
 * is felt by all, in the provisioner's queue and in the processors. Kept for as many companies as
 * have ever sent a known token to this instance, a few hundred bytes each.
 */
@Component
public final class CompanyLimits {

    /** Half of Okta's patience with an answer that stands still. */
    private static final Duration WHILE_ANSWERING = Duration.ofSeconds(30);

    private final Map<UUID, Share> shares = new ConcurrentHashMap<>();
    private final RecentWriters writers = new RecentWriters();
    private final LimitProperties limits;
    private final Clock clock;
    private final MeterRegistry meters;

    CompanyLimits(LimitProperties limits, Clock clock, MeterRegistry meters) {
        this.limits = limits;
        this.clock = clock;
        this.meters = meters;
    }

    /** What a company has; made when its first request comes. */
    private record Share(TokenBucket rate, Semaphore writes, Turns turns, Semaphore reads) {}

    /** Whether a request may go on. */
    public sealed interface Admission {

        /** It may; to be closed when it is answered. */
        record Admitted(Runnable whenAnswered) implements Admission, AutoCloseable {
            @Override
            public void close() {
                whenAnswered.run();
            }
        }

        /**
         * It may not now.
         *
         * @param limit which limit, for the client's admin
         * @param retryAfterSeconds when it may; 0 where that depends on others' answers
         */
        record TooMuch(Limit limit, int retryAfterSeconds) implements Admission {}
    }

    /** What was exceeded. */
    public enum Limit {
        /** Requests a second. */
        RATE,
        /** Writes that wait for their outcome. */
        WRITES_IN_FLIGHT,
        /** Reads that are in the store. */
        READS_IN_FLIGHT,
        /** Bytes of large bodies, of all companies together. */
        LARGE_BODIES
    }

    /** Admits a request of a company, or tells when to come again. */
    public Admission admit(UUID companyId, boolean write) {
        return atItsRate(
                companyId,
                share -> write ? admitWrite(companyId, share) : new Admission.Admitted(() -> {}));
    }

    /** The same for a request that makes several writes, each of which takes its own turn. */
    public Admission admitBulk(UUID companyId) {
        return atItsRate(
                companyId,
                share ->
                        share.writes().tryAcquire()
                                ? new Admission.Admitted(share.writes()::release)
                                : refused(Limit.WRITES_IN_FLIGHT, 0));
    }

    /**
     * Begins one write when it is its company's turn: one of several that an admitted request
     * makes.
     *
     * @return to be closed when it is answered; nothing where no turn came in that time
     */
    public Optional<Admission.Admitted> beginWrite(UUID companyId, Duration patience) {
        Share share = share(companyId);
        writers.wrote(companyId, clock.millis());
        return hasTurn(share.turns(), patience)
                ? Optional.of(new Admission.Admitted(share.turns()::done))
                : Optional.empty();
    }

    /**
     * Begins a read that keeps a connection to the store to itself, when it is its company's turn.
     * To be closed when the store has answered.
     */
    public Admission beginRead(UUID companyId) {
        return beginRead(companyId, limits.readWait());
    }

    /**
     * The same for another read of a request whose answer has begun. It waits longer, since the
     * answer can no longer be that the client is to come again.
     */
    public Admission goOnReading(UUID companyId) {
        return beginRead(companyId, WHILE_ANSWERING);
    }

    private Admission beginRead(UUID companyId, Duration patience) {
        Share share = share(companyId);
        return hasTurn(share.reads(), patience)
                ? new Admission.Admitted(share.reads()::release)
                : tooManyReads();
    }

    /** Counts a read whose turn did not come. */
    public Admission.TooMuch tooManyReads() {
        return refused(Limit.READS_IN_FLIGHT, 0);
    }

    private Admission atItsRate(UUID companyId, Function<Share, Admission> admission) {
        Share share = share(companyId);
        int seconds = limits.requestsPerSecond() > 0 ? share.rate().take(clock.millis()) : 0;
        return seconds > 0 ? refused(Limit.RATE, seconds) : admission.apply(share);
    }

    private Admission admitWrite(UUID companyId, Share share) {
        if (!share.writes().tryAcquire()) {
            return refused(Limit.WRITES_IN_FLIGHT, 0);
        }
        Optional<Admission.Admitted> turn = beginWrite(companyId, limits.writeWait());
        if (turn.isEmpty()) {
            share.writes().release();
            return refused(Limit.WRITES_IN_FLIGHT, 0);
        }
        return new Admission.Admitted(
                () -> {
                    turn.get().close();
                    share.writes().release();
                });
    }

    private static boolean hasTurn(Turns turns, Duration patience) {
        try {
            return turns.take(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean hasTurn(Semaphore reads, Duration patience) {
        try {
            return reads.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Admission.TooMuch refused(Limit limit, int seconds) {
        Counter.builder("switchboard.gateway.limited")
                .description(
                        "Requests answered 429 because of what their own company asks, or of large bodies")
                .tag("limit", limit.name().toLowerCase(java.util.Locale.ROOT))
                .register(meters)
                .increment();
        return new Admission.TooMuch(limit, seconds);
    }

    private Share share(UUID companyId) {
        return shares.computeIfAbsent(companyId, this::newShare);
    }

    private Share newShare(UUID companyId) {
        return new Share(
                new TokenBucket(limits.requestsPerSecond(), limits.burst(), clock.millis()),
                new Semaphore(limits.writesInFlight()),
                new Turns(
                        new WritePace(
                                () -> writers.hasOthers(companyId, clock.millis()),
                                limits.writesInFlight(),
                                Math.min(limits.writesBesideOthers(), limits.writesInFlight()),
                                limits.roundBesideOthers(),
                                clock)),
                new Semaphore(limits.readsInFlight(), true));
    }
}

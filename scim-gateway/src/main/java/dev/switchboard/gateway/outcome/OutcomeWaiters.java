package dev.switchboard.gateway.outcome;

import dev.switchboard.messages.Outcome;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The requests of this instance that wait for the outcome of their command. The only state that a
 * gateway has, and it is gone with the request.
 */
public final class OutcomeWaiters {

    private final ConcurrentHashMap<UUID, Waiter> waiters = new ConcurrentHashMap<>();

    /**
     * Starts to wait; to be called before the command is sent, so that no outcome can be faster.
     * The waiter must be closed, whatever happens.
     */
    public Waiter register(UUID commandId) {
        Waiter waiter = new Waiter(commandId);
        waiters.put(commandId, waiter);
        return waiter;
    }

    /** How many wait. */
    public int size() {
        return waiters.size();
    }

    /**
     * Hands an outcome to the one who waits for it.
     *
     * @return false where nobody does (any more)
     */
    boolean complete(UUID commandId, Outcome outcome) {
        Waiter waiter = waiters.get(commandId);
        return waiter != null && waiter.answer.complete(Optional.of(outcome));
    }

    /** One request that waits. */
    public final class Waiter implements AutoCloseable {

        private final UUID commandId;
        private final CompletableFuture<Optional<Outcome>> answer = new CompletableFuture<>();

        private Waiter(UUID commandId) {
            this.commandId = commandId;
        }

        /**
         * Waits.
         *
         * @return the outcome, or nothing where it did not come in time or {@link #giveUp} was
         *     called
         */
        public Optional<Outcome> await(Duration time) throws InterruptedException {
            try {
                return answer.get(time.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return Optional.empty();
            } catch (ExecutionException e) {
                throw new IllegalStateException("A waiter is never failed", e);
            }
        }

        /** Ends the wait: the command was not recorded, no outcome will come. */
        public void giveUp() {
            answer.complete(Optional.empty());
        }

        @Override
        public void close() {
            waiters.remove(commandId, this);
        }
    }
}

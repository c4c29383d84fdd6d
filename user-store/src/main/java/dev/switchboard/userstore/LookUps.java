package dev.switchboard.userstore;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One company's look-ups of single resources, by many threads. Those that are asked for while
 * others are under way wait for one of these to end and then go together: the way of a statement to
 * the database and back costs more than what is looked up. A client that asks one thing after the
 * other never waits.
 *
 * <p>Each is part of a statement that begins after it was asked for, so it sees every write that
 * was answered before. What fails a statement fails all that are part of it.
 *
 * @param <T> what one look-up gives
 */
final class LookUps<T> {

    /** Statements at a time; two, so that one that hangs does not hold up all. */
    private static final int UNDER_WAY = 2;

    /** Look-ups in one statement: with more, the rest of a request's way is what counts. */
    static final int TOGETHER = 16;

    /** As long as one waits for a connection. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /**
     * One look-up.
     *
     * @param sql a statement of ours; look-ups of the same statement can go together
     * @param params what is bound to its question marks
     */
    record LookUp(String sql, List<Object> params) {}

    /** Carries out look-ups by one statement and gives their answers in the same order. */
    interface Statement<T> {
        List<T> carryOut(List<LookUp> lookUps);
    }

    private final Statement<T> statement;
    private final Duration patience;
    private final Queue<Waiting<T>> waiting = new ArrayDeque<>();
    private int underWay;

    LookUps(Statement<T> statement) {
        this(statement, PATIENCE);
    }

    LookUps(Statement<T> statement, Duration patience) {
        this.statement = statement;
        this.patience = patience;
    }

    /** How it goes on for one that has waited. */
    private sealed interface Step<T> {

        /** A statement is its own to carry out. */
        record Turn<T>() implements Step<T> {}

        /** Another one's statement was its own. */
        record Answered<T>(T answer) implements Step<T> {}

        /** The same, but the statement failed. */
        record Failed<T>(RuntimeException failure) implements Step<T> {}
    }

    private record Waiting<T>(LookUp lookUp, CompletableFuture<Step<T>> step) {}

    /**
     * Looks up one.
     *
     * @throws TooManyLookUpsException where the statements before it did not end in time
     */
    T ask(LookUp lookUp) {
        Waiting<T> mine = new Waiting<>(lookUp, new CompletableFuture<>());
        Step<T> step = begins(mine) ? new Step.Turn<>() : await(mine);
        return switch (step) {
            case Step.Turn<T> _ -> carryOut(mine);
            case Step.Answered<T>(T answer) -> answer;
            case Step.Failed<T>(RuntimeException failure) -> throw failure;
        };
    }

    private synchronized boolean begins(Waiting<T> mine) {
        if (underWay < UNDER_WAY) {
            underWay++;
            return true;
        }
        waiting.add(mine);
        return false;
    }

    /** How many wait for a statement. */
    synchronized int waiting() {
        return waiting.size();
    }

    private Step<T> await(Waiting<T> mine) {
        try {
            return mine.step.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return leave(mine);
        } catch (TimeoutException e) {
            return leave(mine);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A step never fails", e);
        }
    }

    /** Gives up, unless it is under way or to carry out others' look-ups. */
    private Step<T> leave(Waiting<T> mine) {
        synchronized (this) {
            if (waiting.remove(mine)) {
                throw new TooManyLookUpsException(patience);
            }
        }
        return mine.step.join();
    }

    private T carryOut(Waiting<T> mine) {
        try {
            letOthersCome();
            return carryOut(mine, alike(mine));
        } finally {
            handOn();
        }
    }

    /**
     * Threads that are about to ask come first, and along. It is no matter if one does not: it goes
     * with the next statement.
     */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void letOthersCome() {
        Thread.yield();
    }

    private T carryOut(Waiting<T> mine, List<Waiting<T>> others) {
        RuntimeException failure = new IllegalStateException("The statement was given up");
        try {
            List<LookUp> lookUps = new ArrayList<>();
            lookUps.add(mine.lookUp);
            others.forEach(other -> lookUps.add(other.lookUp));
            List<T> answers = statement.carryOut(lookUps);
            for (int i = 0; i < others.size(); i++) {
                others.get(i).step.complete(new Step.Answered<>(answers.get(i + 1)));
            }
            return answers.getFirst();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        } finally {
            for (Waiting<T> other : others) {
                // Of no effect on those that are answered.
                other.step.complete(new Step.Failed<>(failure));
            }
        }
    }

    /**
     * Takes those out who wait and ask the same of other resources; as many that all together are a
     * power of two, so that the database has few statements to prepare.
     */
    private synchronized List<Waiting<T>> alike(Waiting<T> mine) {
        List<Waiting<T>> fitting =
                waiting.stream()
                        .filter(other -> other.lookUp.sql().equals(mine.lookUp.sql()))
                        .limit(TOGETHER - 1L)
                        .toList();
        List<Waiting<T>> others = fitting.subList(0, Integer.highestOneBit(fitting.size() + 1) - 1);
        others.forEach(waiting::remove);
        return others;
    }

    /** The next statement is for who has waited longest. */
    private void handOn() {
        Waiting<T> first;
        synchronized (this) {
            first = waiting.poll();
            if (first == null) {
                underWay--;
                return;
            }
        }
        first.step.complete(new Step.Turn<>());
    }
}

package dev.switchboard.benchmarks.load;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/**
 * Sends requests over some connections and measures the answers. One thread with a selector: on a
 * machine that it shares with what it measures, its own processor time counts.
 */
public final class LoadGenerator {

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(5);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Load load;
    private final Requests requests;
    private final Answers answers;
    private final IntPredicate expected;
    private final Histogram latencies = new Histogram(LONGEST_MICROS, 3);
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private long errors;
    private long sent;
    private long underWay;

    private LoadGenerator(Load load, Requests requests, IntPredicate expected, Answers answers) {
        this.load = load;
        this.requests = requests;
        this.expected = expected;
        this.answers = answers;
    }

    /**
     * Runs the load on the calling thread.
     *
     * @param expected the status that is no error
     * @throws UncheckedIOException where the server cannot be reached at all
     */
    public static LoadResult run(Load load, Requests requests, int expected, Answers answers) {
        return run(load, requests, status -> status == expected, answers);
    }

    /** The same where several statuses are no error. */
    public static LoadResult run(
            Load load, Requests requests, IntPredicate expected, Answers answers) {
        try {
            return new LoadGenerator(load, requests, expected, answers).run();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot load " + load.address(), e);
        }
    }

    private LoadResult run() throws IOException {
        List<Connection> connections = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < load.connections(); i++) {
                Connection connection = new Connection(load.address(), selector);
                connections.add(connection);
                idle.add(connection);
            }
            long begin = System.nanoTime();
            long end = begin + load.duration().toNanos();
            long giveUp = end + PATIENCE_NANOS;
            while (true) {
                long now = System.nanoTime();
                boolean more = now < end && sent < load.atMost();
                if (more) {
                    sendDue(begin, now);
                }
                if ((underWay == 0 && !more) || now > giveUp) {
                    break;
                }
                selector.select(load.perSecond() > 0 ? 1 : 100);
                takeAnswers(selector);
            }
            errors += underWay;
            return new LoadResult(
                    latencies, statuses, errors, (System.nanoTime() - begin) / 1_000_000_000.0);
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    /** Gives idle connections what is due. */
    private void sendDue(long begin, long now) throws IOException {
        while (sent < load.atMost() && !idle.isEmpty()) {
            long due = now;
            if (load.perSecond() > 0) {
                // Arrivals are at whole milliseconds, since a selector wakes no more exactly.
                long exact = begin + (long) (sent * 1_000_000_000.0 / load.perSecond());
                due = begin + Math.ceilDiv(exact - begin, TICK_NANOS) * TICK_NANOS;
                if (due > now) {
                    return;
                }
            }
            Connection connection = idle.poll();
            underWay++;
            long number = sent++;
            try {
                connection.send(requests.request(number), number, due);
            } catch (IOException e) {
                broken(connection);
            }
        }
    }

    private void takeAnswers(Selector selector) throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            Connection connection = (Connection) key.attachment();
            try {
                if (key.isWritable()) {
                    connection.write();
                }
                if (key.isReadable() && connection.read()) {
                    answered(connection);
                }
            } catch (IOException e) {
                broken(connection);
            }
        }
        selector.selectedKeys().clear();
    }

    private void answered(Connection connection) throws IOException {
        long now = System.nanoTime();
        statuses.merge(connection.status(), 1L, Long::sum);
        if (expected.test(connection.status())) {
            latencies.recordValue(Math.min(LONGEST_MICROS, (now - connection.due()) / 1000));
        } else {
            errors++;
        }
        answers.answered(connection.number(), connection.status(), connection.body(), now);
        underWay--;
        connection.done();
        idle.add(connection);
    }

    private void broken(Connection connection) throws IOException {
        if (connection.isBusy()) {
            statuses.merge(0, 1L, Long::sum);
            errors++;
            underWay--;
            idle.add(connection);
        }
        connection.reopen();
    }
}

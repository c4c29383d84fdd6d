package dev.switchboard.benchmarks.stack;

import dev.switchboard.messages.Topics;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** How many messages a topic has had: what has been published is what has been done. */
public final class TopicEnd implements AutoCloseable {

    private static final long LOOK_MILLIS = 100;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Admin admin;

    /** Asks the broker of that stack. */
    public TopicEnd(BenchStack stack) {
        this.admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                stack.local().bootstrapServers()));
    }

    /** All messages of the topic so far. */
    public long of(String topic) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
            asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        try {
            return admin.listOffsets(asked).all().get().values().stream()
                    .mapToLong(result -> result.offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker does not tell the ends of " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until the topic has at least {@code count} messages.
     *
     * @return when it had the first more than {@code before}, by {@link System#nanoTime()}
     */
    public long await(String topic, long before, long count) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        long first = 0;
        while (true) {
            long now = of(topic);
            if (first == 0 && now > before) {
                first = System.nanoTime();
            }
            if (now >= count) {
                return first;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "%s has only %,d of %,d messages after 5 minutes"
                                .formatted(topic, now, count));
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}

package dev.switchboard.benchmarks.scenario;

import dev.switchboard.benchmarks.stack.BenchStack;
import dev.switchboard.messages.Topics;

import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Measures the time from the 201 for a user to the event that tells the user's number: it is sent
 * after the number was written into the user, so from then on Okta's import finds it.
 */
final class NumberWatch implements AutoCloseable {

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(5);
    private static final String NUMBER = "\"assignedNumber\"";

    private final Histogram latencies = new Histogram(LONGEST_MICROS, 3);
    private final Map<String, Long> answered = new ConcurrentHashMap<>();
    private final Map<String, Long> numbered = new ConcurrentHashMap<>();
    private final Consumer<String, byte[]> consumer;
    private final Thread thread;
    private volatile boolean ending;

    NumberWatch(BenchStack stack) {
        this.consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                stack.local().bootstrapServers(),
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                "false",
                                // It takes the moment from the event, and little of the processors.
                                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                                "1000000",
                                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                                "50"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                IntStream.range(0, Topics.PARTITIONS)
                        .mapToObj(partition -> new TopicPartition(Topics.USER_EVENTS, partition))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // known before the first user is created
        this.thread = Thread.ofPlatform().name("number-watch").start(this::follow);
    }

    /** A user has been answered 201 at that moment. */
    void answered(String userId, long nanos) {
        Long told = numbered.remove(userId);
        if (told == null) {
            answered.put(userId, nanos);
        } else {
            record(told - nanos);
        }
    }

    private void follow() {
        while (!ending) {
            for (ConsumerRecord<String, byte[]> event : consumer.poll(Duration.ofMillis(100))) {
                if (event.value() != null
                        && new String(event.value(), StandardCharsets.UTF_8).contains(NUMBER)) {
                    told(event.key(), nanosOf(event.timestamp()));
                }
            }
        }
        consumer.close();
    }

    /** The moment as {@link System#nanoTime} has it, to a millisecond. */
    private static long nanosOf(long epochMillis) {
        return System.nanoTime()
                - TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - epochMillis);
    }

    private void told(String userId, long nanos) {
        numbered.put(userId, nanos);
        Long since = answered.remove(userId);
        if (since != null && numbered.remove(userId) != null) {
            record(nanos - since);
        }
    }

    private synchronized void record(long nanos) {
        latencies.recordValue(Math.clamp(nanos / 1000, 0, LONGEST_MICROS));
    }

    /** How many have been answered and have no number yet. */
    int waiting() {
        return answered.size();
    }

    /** A copy of what was measured so far, in microseconds. */
    synchronized Histogram latencies() {
        return latencies.copy();
    }

    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

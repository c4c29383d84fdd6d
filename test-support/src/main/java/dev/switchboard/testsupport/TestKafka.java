package dev.switchboard.testsupport;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A real broker that all tests of a JVM share; topics keep them apart. */
public final class TestKafka {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private TestKafka() {}

    /** Where it is; starts it, if this is the first call. */
    public static String bootstrapServers() {
        return Holder.BOOTSTRAP_SERVERS;
    }

    /**
     * Makes topics, since the broker makes none by itself; leaves alone those that exist. Returns
     * when the broker shows them, which it does a moment after the controller has made them.
     *
     * @param partitions of each
     */
    public static void createTopics(int partitions, String... names) {
        List<NewTopic> topics =
                Stream.of(names).map(n -> new NewTopic(n, partitions, (short) 1)).toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            for (var made : admin.createTopics(topics).values().values()) {
                try {
                    made.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException("A topic cannot be made", e.getCause());
                    }
                }
            }
            awaitTopics(admin, Set.of(names));
        } catch (TimeoutException e) {
            throw new IllegalStateException("The broker made no topic in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void awaitTopics(Admin admin, Set<String> names)
            throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!admin.listTopics()
                    .names()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .containsAll(names)) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("not shown: " + names);
                }
                Thread.sleep(10);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topics cannot be listed", e.getCause());
        }
    }

    private static final class Holder {
        static final String BOOTSTRAP_SERVERS = TestBroker.start().bootstrapServers();
    }
}

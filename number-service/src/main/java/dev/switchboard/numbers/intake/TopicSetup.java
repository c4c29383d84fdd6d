package dev.switchboard.numbers.intake;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.MessageListenerContainer;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Makes missing topics, as soon as there is a broker, then starts the listener. Topics that exist
 * stay as they are: their settings are the operator's.
 */
final class TopicSetup implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TopicSetup.class);

    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final KafkaAdmin settings;
    private final List<NewTopic> topics;
    private final KafkaListenerEndpointRegistry listeners;
    private final AtomicReference<@Nullable Thread> running = new AtomicReference<>();
    private volatile boolean done;

    TopicSetup(
            KafkaAdmin settings, List<NewTopic> topics, KafkaListenerEndpointRegistry listeners) {
        this.settings = settings;
        this.topics = List.copyOf(topics);
        this.listeners = listeners;
    }

    /** Whether the topics are there and the listener follows them. */
    boolean isDone() {
        return done && container().isRunning();
    }

    private void run() {
        try {
            while (isRunning() && !madeTopics()) {
                Thread.sleep(PAUSE);
            }
            if (isRunning()) {
                container().start();
                done = true;
                log.info("User events are followed from now on.");
            }
        } catch (InterruptedException _) {
            log.debug("Stopped before the topics were there.");
        }
    }

    private boolean madeTopics() throws InterruptedException {
        // A new client for each attempt: one that cannot resolve its broker's name is not even
        // made.
        try (Admin admin = Admin.create(settings.getConfigurationProperties())) {
            for (var made : admin.createTopics(topics).values().entrySet()) {
                await(made.getKey(), made.getValue());
            }
            return true;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            log.warn(
                    "Waiting for the Kafka broker at '{}': {}. Trying again every {} s.",
                    brokers(),
                    reason(e),
                    PAUSE.toSeconds());
            return false;
        }
    }

    private static void await(String topic, KafkaFuture<Void> made)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            made.get(ATTEMPT.toMillis(), TimeUnit.MILLISECONDS);
            log.info("Made topic '{}'.", topic);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private String brokers() {
        Object servers = settings.getConfigurationProperties().get("bootstrap.servers");
        return servers instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : String.valueOf(servers);
    }

    private static String reason(Exception e) {
        Throwable cause =
                e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        return cause.getClass().getSimpleName();
    }

    private MessageListenerContainer container() {
        return Objects.requireNonNull(listeners.getListenerContainer(UserEventListener.ID));
    }

    @Override
    public void start() {
        Thread thread = Thread.ofPlatform().name("topic-setup").unstarted(this::run);
        if (running.compareAndSet(null, thread)) {
            thread.start();
        }
    }

    @Override
    public void stop() {
        Thread thread = running.getAndSet(null);
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running.get() != null;
    }
}

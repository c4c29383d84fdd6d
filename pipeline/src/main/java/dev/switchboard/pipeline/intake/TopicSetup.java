package dev.switchboard.pipeline.intake;

import dev.switchboard.pipeline.topics.ContractTopics;

import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.MessageListenerContainer;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Makes missing topics, as soon as there is a broker, then starts the listeners. Topics that exist
 * stay as they are: their settings are the operator's.
 */
final class TopicSetup implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TopicSetup.class);

    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final KafkaAdmin settings;
    private final ContractTopics topics;
    private final KafkaListenerEndpointRegistry listeners;
    private final AtomicReference<@Nullable Thread> running = new AtomicReference<>();
    private volatile boolean done;

    TopicSetup(
            KafkaAdmin settings, ContractTopics topics, KafkaListenerEndpointRegistry listeners) {
        this.settings = settings;
        this.topics = topics;
        this.listeners = listeners;
    }

    /** Whether the topics are there and the listeners follow them. */
    boolean isDone() {
        return done
                && listeners.getListenerContainers().stream()
                        .allMatch(MessageListenerContainer::isRunning);
    }

    private void run() {
        try {
            // Whatever goes wrong is tried again: a service that follows nothing helps nobody, and
            // readiness and a warning say so until then.
            while (isRunning() && !(madeTopics() && started(listeners.getListenerContainers()))) {
                Thread.sleep(PAUSE);
            }
            if (isRunning()) {
                done = true;
                log.info("The topics are there; the listeners follow them from now on.");
            }
        } catch (InterruptedException _) {
            log.debug("Stopped before the topics were there.");
        }
    }

    private boolean madeTopics() throws InterruptedException {
        // A new client for each attempt: one that cannot resolve its broker's name is not even
        // made.
        try (Admin admin = Admin.create(settings.getConfigurationProperties())) {
            topics.createMissing(admin, ATTEMPT);
            return true;
        } catch (RuntimeException e) {
            log.warn(
                    "Waiting for the Kafka broker at '{}': {}. Trying again every {} s.",
                    brokers(),
                    Faults.deepestCause(e),
                    PAUSE.toSeconds());
            return false;
        }
    }

    /**
     * Starts those that do not run, one by one: the registry itself starts nothing before the
     * context is refreshed.
     *
     * @return whether all run; one that could not be made, e.g. because the broker's name cannot be
     *     resolved at this moment, is stopped whole, so that it can be started again
     */
    static boolean started(Collection<? extends MessageListenerContainer> containers) {
        for (MessageListenerContainer container : containers) {
            try {
                container.start();
            } catch (RuntimeException e) {
                container.stop();
                log.warn(
                        "The listener '{}' cannot be started: {}. Trying again every {} s.",
                        container.getListenerId(),
                        Faults.deepestCause(e),
                        PAUSE.toSeconds());
                return false;
            }
        }
        return true;
    }

    private String brokers() {
        Object servers = settings.getConfigurationProperties().get("bootstrap.servers");
        return servers instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : String.valueOf(servers);
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

package dev.switchboard.gateway.broker;

import dev.switchboard.messages.Topics;
import dev.switchboard.messages.Topics.TopicSpec;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The broker, as far as a service looks after it: that the topics exist, that it answers. */
@Component
public final class Broker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Broker.class);
    private static final Duration ANSWER_TIME = Duration.ofSeconds(10);

    private final Map<String, Object> settings;
    private final ProducerFactory<String, byte[]> producers;
    private final short replicationFactor;
    private @Nullable Admin admin;

    Broker(
            KafkaAdmin kafkaAdmin,
            ProducerFactory<String, byte[]> producers,
            @Value("${switchboard.kafka.replication-factor:1}") short replicationFactor) {
        this.settings = kafkaAdmin.getConfigurationProperties();
        this.producers = producers;
        this.replicationFactor = replicationFactor;
    }

    /**
     * Makes the broker fit for the first command: creates the topics that are missing, and lets the
     * producer connect and learn where the commands go, so that no request has to wait for that.
     *
     * @throws KafkaException where the broker does not answer or refuses; to be tried again
     */
    public void prepare() throws InterruptedException {
        createMissingTopics();
        producers.createProducer().partitionsFor(Topics.USER_COMMANDS);
    }

    /** Topics that exist are left as they are. */
    private void createMissingTopics() throws InterruptedException {
        Set<String> existing = ask(client().listTopics().names(), ANSWER_TIME);
        List<NewTopic> missing =
                Topics.ALL.stream()
                        .filter(topic -> !existing.contains(topic.name()))
                        .map(this::newTopic)
                        .toList();
        if (missing.isEmpty()) {
            return;
        }
        try {
            ask(client().createTopics(missing).all(), ANSWER_TIME);
            log.info("Created the topics {}", missing.stream().map(NewTopic::name).toList());
        } catch (TopicExistsException e) {
            // Another service was a moment faster; the next round finds what is still missing.
            createMissingTopics();
        }
    }

    /**
     * Waits for a sign of life.
     *
     * @return how many brokers the cluster has
     * @throws KafkaException where none came in time
     */
    int countNodes(Duration within) throws InterruptedException {
        return ask(client().describeCluster().nodes(), within).size();
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    /** Made late: its constructor fails while the broker's host name cannot be resolved. */
    private synchronized Admin client() {
        if (admin == null) {
            admin = Admin.create(settings);
        }
        return admin;
    }

    private NewTopic newTopic(TopicSpec spec) {
        return new NewTopic(spec.name(), Topics.PARTITIONS, replicationFactor)
                .configs(
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_DELETE,
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                String.valueOf(Topics.MAX_MESSAGE_BYTES),
                                TopicConfig.RETENTION_MS_CONFIG,
                                String.valueOf(spec.retention().toMillis())));
    }

    private static <T> T ask(org.apache.kafka.common.KafkaFuture<T> answer, Duration within)
            throws InterruptedException {
        try {
            return answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException("The broker's answer cannot be used", e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "No answer from the broker within " + within.toMillis() + " ms", e);
        }
    }
}
